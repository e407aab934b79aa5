/** Contracts ready to evaluate: a pure function from an audit row and a view of the database to events. */
@NullMarked
package io.tidings.contracts.plan;

import org.jspecify.annotations.NullMarked;
