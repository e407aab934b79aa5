/** The topology: changes, applied by transaction to a store with history, become events on one topic per type. */
@NullMarked
package io.tidings.enricher;

import org.jspecify.annotations.NullMarked;
