/** Follows the tables of one PostgreSQL database and writes every change, in commit order, to one Kafka topic. */
@NullMarked
package io.tidings.capture;

import org.jspecify.annotations.NullMarked;
