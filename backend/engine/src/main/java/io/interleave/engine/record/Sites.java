package io.interleave.engine.record;

import io.interleave.engine.event.Registry;
import io.interleave.engine.event.Site;
import java.util.HashMap;
import java.util.Map;

/**
 * The source lines known to this process, and the hook that woven code calls to say where it is.
 * Thread-safe.
 */
public final class Sites {

  private static final int MAX = (1 << 16) - 1;
  private static final Registry<Site> ALL = new Registry<>();
  // Guarded by this class.
  private static final Map<Site, Integer> IDS = new HashMap<>();

  private Sites() {}

  /** The id of a line; 0, "unknown", when all 65,535 are given out. */
  public static synchronized int register(Site site) {
    Integer known = IDS.get(site);
    if (known != null) {
      return known;
    }
    if (ALL.last() >= MAX) {
      return 0;
    }
    int id = ALL.add(next -> site);
    IDS.put(site, id);
    return id;
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
