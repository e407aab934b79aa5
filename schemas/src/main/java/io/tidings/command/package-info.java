/** What every command line of Tidings shares: settings, options, errors as one sentence, exit codes. */
@NullMarked
package io.tidings.command;

import org.jspecify.annotations.NullMarked;
