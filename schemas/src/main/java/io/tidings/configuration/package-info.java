/**
 * The settings of all commands: their names, forms and defaults, and what holds when a file, the environment and the
 * command line have been read. Everything that does not fit is reported together.
 */
@NullMarked
package io.tidings.configuration;

import org.jspecify.annotations.NullMarked;
