/** Whether the stores of a task, their changelogs, the group's offsets and the log belong together; what is not so is never read. */
@NullMarked
package io.tidings.enricher.state;

import org.jspecify.annotations.NullMarked;
