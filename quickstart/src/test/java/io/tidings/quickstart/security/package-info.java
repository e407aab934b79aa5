/** The pipeline on servers that trust nobody without a certificate or a password, and let nobody do more than is listed. */
@NullMarked
package io.tidings.quickstart.security;

import org.jspecify.annotations.NullMarked;
