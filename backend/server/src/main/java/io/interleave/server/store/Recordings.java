package io.interleave.server.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.interleave.engine.event.Trace;
import io.interleave.server.problem.Problem;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Decoded logs, the latest ones kept. Thread-safe. */
@Component
public class Recordings {

  // At some 32 bytes an event, no more than about 64 MB.
  private static final long MOST_EVENTS = 2_000_000;

  private final RunStore store;
  private final JsonMapper json;
  private final Cache<FrameLog, Recorded> finished =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumWeight(MOST_EVENTS)
          .weigher((FrameLog _, Recorded recorded) -> weigh(recorded.trace()))
          .build();

  Recordings(RunStore store, JsonMapper json) {
    this.store = store;
    this.json = json;
  }

  /**
   * What a log says so far.
   *
   * @throws Problem if it is damaged
   */
  public Recorded of(FrameLog log) {
    if (log.isComplete()) {
      return finished.get(log, this::decode);
    }
    List<Frame> soFar = log.frames();
    return Recorded.decode(log, soFar, json);
  }

  private Recorded decode(FrameLog complete) {
    try {
      return Recorded.decode(complete, complete.frames(), json);
    } catch (RuntimeException e) {
      throw store.damaged(complete.id(), e);
    }
  }

  // Entries of tables weigh too: a table is as long as the highest id in it.
  private static int weigh(Trace trace) {
    int entries =
        trace.threads().last()
            + trace.objects().last()
            + trace.sites().last()
            + trace.strings().last();
    return 1 + trace.size() + entries / 8;
  }
}
