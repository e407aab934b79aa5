/** The servers that Tidings needs, for a first look and for integration tests: each one starts from a directory. */
@NullMarked
package io.tidings.quickstart.servers;

import org.jspecify.annotations.NullMarked;
