/** What is wrong in files that people write: each problem with file and line, all of them together. */
@NullMarked
package io.tidings.problem;

import org.jspecify.annotations.NullMarked;
