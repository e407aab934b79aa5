/**
 * Proves that nothing is missing: compares the audit rows in the database with the events and dead letters in Kafka, up to
 * a position that everything before has passed.
 */
@NullMarked
package io.tidings.reconcile;

import org.jspecify.annotations.NullMarked;
