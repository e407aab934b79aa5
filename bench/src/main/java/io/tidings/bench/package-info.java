/**
 * Measures, and asserts nothing: each scenario fills what it reads once, reads it again and again, and tells the median
 * and the spread. Absolute figures are those of the machine; what is compared is measured in one run.
 */
@NullMarked
package io.tidings.bench;

import org.jspecify.annotations.NullMarked;
