/** PostgreSQL, Kafka, registry, capture and enricher in one process, and the scripts that are played there. */
@NullMarked
package io.tidings.quickstart;

import org.jspecify.annotations.NullMarked;
