/** A small database, its contracts and an in-memory view, for the tests of the contract language. */
@NullMarked
package io.tidings.contracts;

import org.jspecify.annotations.NullMarked;
