/** What ships, and the files that deploy it. */
@NullMarked
package io.tidings.distribution;

import org.jspecify.annotations.NullMarked;
