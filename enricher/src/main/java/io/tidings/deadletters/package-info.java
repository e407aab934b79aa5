/** What an operator does with dead letters: list them, look at one, have them evaluated again. */
@NullMarked
package io.tidings.deadletters;

import org.jspecify.annotations.NullMarked;
