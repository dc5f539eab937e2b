/** What an operator can set, and what holds for every request. */
@NullMarked
package io.interleave.server.config;

import org.jspecify.annotations.NullMarked;
