/** What contracts promise to those who consume them: released versions of their schemas, and which changes break whom. */
@NullMarked
package io.tidings.contracts.release;

import org.jspecify.annotations.NullMarked;
