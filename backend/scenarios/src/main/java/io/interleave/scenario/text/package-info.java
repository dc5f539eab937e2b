/**
 * What scenarios say to people: a Markdown file a language beside the others of the scenario's
 * package, read strictly.
 */
@NullMarked
package io.interleave.scenario.text;

import org.jspecify.annotations.NullMarked;
