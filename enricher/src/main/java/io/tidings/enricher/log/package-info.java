/** What the topic of changes carries, read from Debezium's json envelopes. */
@NullMarked
package io.tidings.enricher.log;

import org.jspecify.annotations.NullMarked;
