/** The path language: how a field says where its value comes from. Text in, syntax tree out; no I/O. */
@NullMarked
package io.tidings.contracts.path;

import org.jspecify.annotations.NullMarked;
