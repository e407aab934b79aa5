/** How every connection to the source database is made: where it is, and what a session must not inherit. */
@NullMarked
package io.tidings.database;

import org.jspecify.annotations.NullMarked;
