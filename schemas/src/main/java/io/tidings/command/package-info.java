/** What every command line of Tidings shares: settings, errors as one sentence, exit codes. */
@NullMarked
package io.tidings.command;

import org.jspecify.annotations.NullMarked;
