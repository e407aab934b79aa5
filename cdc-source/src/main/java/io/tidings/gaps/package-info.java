/** The commands that list the times in which audit rows may not have come, and settle them. */
@NullMarked
package io.tidings.gaps;

import org.jspecify.annotations.NullMarked;
