/** The contracts as an AsyncAPI document. */
@NullMarked
package io.tidings.contracts.asyncapi;

import org.jspecify.annotations.NullMarked;
