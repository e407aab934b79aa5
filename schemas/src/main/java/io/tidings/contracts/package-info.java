/** Contracts: what an event is, where each of its fields comes from, and how an audit row becomes one. */
@NullMarked
package io.tidings.contracts;

import org.jspecify.annotations.NullMarked;
