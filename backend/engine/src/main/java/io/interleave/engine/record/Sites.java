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

  /**
   * The calling thread is where an exception was thrown: at the line of the program that threw it,
   * or that called what threw it.
   */
  public static void atThrow(Throwable thrown) {
    Recorder recorder = Recorder.currentOrNull();
    StackTraceElement frame = Frames.first(thrown.getStackTrace()).orElse(null);
    if (recorder == null || frame == null) {
      return;
    }
    String file = frame.getFileName();
    if (file == null) {
      return;
    }
    String className = frame.getClassName();
    String folder = className.substring(0, className.lastIndexOf('.') + 1).replace('.', '/');
    Site last = ALL.find(recorder.site());
    if (last == null) {
      recorder.site(register(new Site(folder + file, frame.getLineNumber())));
    } else if ((folder + file).endsWith("/" + last.file())) { // woven, as the listing names it
      recorder.site(register(new Site(last.file(), frame.getLineNumber())));
    }
  }

  /** Called by woven code just before it calls anything: the calling thread is at this line. */
  public static void at(int site) {
    Recorder recorder = Recorder.currentOrNull();
    if (recorder != null) {
      recorder.site(site);
    }
  }
}
