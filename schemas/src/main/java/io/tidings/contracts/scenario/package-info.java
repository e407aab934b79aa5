/**
 * Tests of contracts that their authors write in YAML: given rows, when a transaction, then events. Played by the same
 * evaluation as in the enricher, without Kafka and PostgreSQL.
 */
@NullMarked
package io.tidings.contracts.scenario;

import org.jspecify.annotations.NullMarked;
