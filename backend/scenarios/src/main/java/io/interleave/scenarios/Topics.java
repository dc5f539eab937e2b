package io.interleave.scenarios;

/** The headings of the catalogue. */
public final class Topics {

  public static final String THREADS_AND_RACES = "Threads and races";
  public static final String LOCKS_AND_MONITORS = "Locks and monitors";
  public static final String LIVENESS = "Liveness";
  public static final String SYNCHRONISERS = "Synchronisers";
  public static final String QUEUES = "Queues, actors, pipelines";

  private Topics() {}
}
