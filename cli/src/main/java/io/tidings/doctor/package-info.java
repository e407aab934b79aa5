/**
 * Checks a deployment as it is: the same checks as capture and enricher make at their starts, without starting or changing
 * anything.
 */
@NullMarked
package io.tidings.doctor;

import org.jspecify.annotations.NullMarked;
