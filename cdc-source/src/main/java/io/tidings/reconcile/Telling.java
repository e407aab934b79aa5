package io.tidings.reconcile;

import java.time.Instant;

/**
 * An event or a dead letter, and which audit row it tells of.
 *
 * @param sequence position and place of the audit row, which no other has, whatever its id
 * @param committed when the audit row's transaction did
 */
record Telling(Told told, String sequence, Instant committed) {}
