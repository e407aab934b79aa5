/** What people build today in place of Tidings, each as its developer would write it; {@code side-by-side} measures them. */
@NullMarked
package io.tidings.bench.contender;

import org.jspecify.annotations.NullMarked;
