/**
 * Events as they are on their topics: the Confluent wire format, a decoder for consumers, and values as plain json for
 * people and tools.
 */
@NullMarked
package io.tidings.wire;

import org.jspecify.annotations.NullMarked;
