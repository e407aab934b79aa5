/** What the source database looks like: tables, columns, keys; read from a live database or from a file. */
@NullMarked
package io.tidings.contracts.catalog;

import org.jspecify.annotations.NullMarked;
