/** The pages for people, and what they share: assets, data, headers. */
@NullMarked
package io.interleave.server.page;

import org.jspecify.annotations.NullMarked;
