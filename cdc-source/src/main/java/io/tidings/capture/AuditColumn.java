package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;

/**
 * Which of the captured tables has the audit rows.
 *
 * @param table the audit table
 * @param id the column that identifies an audit row
 */
public record AuditColumn(TableName table, String id) {}
