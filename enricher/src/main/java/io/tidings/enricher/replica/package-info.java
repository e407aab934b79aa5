/** The store with history: every captured row as it is and as it was, readable at any past position. */
@NullMarked
package io.tidings.enricher.replica;

import org.jspecify.annotations.NullMarked;
