/** What the writer and the reader of the log of changes agree on beyond Debezium's own format. */
@NullMarked
package io.tidings.log;

import org.jspecify.annotations.NullMarked;
