/**
 * What an operator sees of an application that runs: whether it lives, whether it is ready, and its metrics, on one HTTP
 * port that answers whatever else goes wrong.
 */
@NullMarked
package io.tidings.service;

import org.jspecify.annotations.NullMarked;
