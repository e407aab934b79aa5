/** Turns Avro IDL, {@code source.yaml} and a catalog into contracts ready to evaluate, or into all problems at once. */
@NullMarked
package io.tidings.contracts.compiler;

import org.jspecify.annotations.NullMarked;
