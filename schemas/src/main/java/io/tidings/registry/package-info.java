/** A client for schema registries that speak Confluent's REST API: what Tidings asks of them, and clear errors. */
@NullMarked
package io.tidings.registry;

import org.jspecify.annotations.NullMarked;
