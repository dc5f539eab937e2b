/** What a run did, told from its trace: sentences, and the answers to a scenario's questions. */
package io.interleave.scenario.story;
