package io.tidings.reconcile;

import java.time.Instant;
import java.util.Optional;

/**
 * An audit row that the database has.
 *
 * @param id empty when the row has none
 * @param written by its own time, when it has one that is known
 */
record AuditRow(String id, String action, Optional<Instant> written) {}
