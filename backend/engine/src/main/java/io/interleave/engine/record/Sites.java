package io.interleave.engine.record;

import io.interleave.engine.event.Registry;
import io.interleave.engine.event.Site;

/**
 * The source lines known to this process, and the hook that woven code calls to say where it is.
 * Thread-safe.
 */
public final class Sites {

  private static final int MAX = (1 << 16) - 1;
  private static final Registry<Site> ALL = new Registry<>();

  private Sites() {}

  /** Gives a line an id; 0, "unknown", when all 65,535 are given out. */
  public static int register(Site site) {
    return ALL.last() >= MAX ? 0 : ALL.add(id -> site);
  }

  public static Registry<Site> all() {
    return ALL;
  }

  /** Called by woven code just before it calls anything: the calling thread is at this line. */
  public static void at(int site) {
    Recorder recorder = Recorder.currentOrNull();
    if (recorder != null) {
      recorder.site(site);
    }
  }
}
