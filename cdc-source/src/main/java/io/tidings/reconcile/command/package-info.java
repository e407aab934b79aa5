/** The command that compares once; the capture's process, which compares on a schedule, does not need it. */
@NullMarked
package io.tidings.reconcile.command;

import org.jspecify.annotations.NullMarked;
