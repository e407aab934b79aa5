/** The contracts as one page for people: what each event type holds, where it comes from, how it changed. */
@NullMarked
package io.tidings.contracts.page;

import org.jspecify.annotations.NullMarked;
