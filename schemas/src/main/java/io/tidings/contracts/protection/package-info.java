/** Protects fields that contracts call sensitive before an event leaves: masked, hashed with a key, or dropped. */
@NullMarked
package io.tidings.contracts.protection;

import org.jspecify.annotations.NullMarked;
