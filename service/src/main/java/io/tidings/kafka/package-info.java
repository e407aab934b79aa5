/** Kafka's clients, as both applications and their commands use them. */
@NullMarked
package io.tidings.kafka;

import org.jspecify.annotations.NullMarked;
