/** What the benchmark needs of the enricher that nobody else does. */
@NullMarked
package io.tidings.enricher;

import org.jspecify.annotations.NullMarked;
