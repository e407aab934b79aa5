/**
 * What goes wrong, by what helps: a person who corrects a file, all its problems together with their lines; a person who
 * settles something else; time, when something is away; or the people who write this program.
 */
@NullMarked
package io.tidings.problem;

import org.jspecify.annotations.NullMarked;
