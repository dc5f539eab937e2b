package io.interleave.server.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Decoded logs, the latest ones kept. Thread-safe. */
@Component
public class Recordings {

  // At some 32 bytes an event, no more than about 64 MB.
  private static final long MOST_EVENTS = 2_000_000;

  private final JsonMapper json;
  private final Cache<FrameLog, Recorded> finished =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumWeight(MOST_EVENTS)
          .weigher((FrameLog _, Recorded recorded) -> recorded.trace().size() + 1)
          .build();

  Recordings(JsonMapper json) {
    this.json = json;
  }

  /** What a log says so far. */
  public Recorded of(FrameLog log) {
    if (log.isComplete()) {
      return finished.get(log, complete -> Recorded.decode(complete, complete.frames(), json));
    }
    List<Frame> soFar = log.frames();
    return Recorded.decode(log, soFar, json);
  }
}
