package io.interleave.server.store;

import java.time.Instant;

/** What a list says of a run: all of it, or that it is damaged. */
public sealed interface Listed permits Run, DamagedRun {

  String id();

  Instant created();
}
