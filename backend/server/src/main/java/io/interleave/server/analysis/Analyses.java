package io.interleave.server.analysis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.interleave.engine.analysis.Timing;
import io.interleave.server.store.Frame;
import io.interleave.server.store.FrameLog;
import io.interleave.server.store.Recorded;
import io.interleave.server.store.Recordings;
import io.interleave.server.store.TraceReader;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Indexes of traces, the latest ones kept: that of a run that goes on grows with it, so that nobody
 * reads the same events twice. Thread-safe.
 */
@Component
class Analyses {

  // At some 60 bytes an event, no more than about 120 MB; at least one run of the default bound.
  private static final long MOST_EVENTS = 2_000_000;
  private static final Duration KEPT = Duration.ofMinutes(1);

  /** A log that is still written, read as far as somebody asked. */
  private static final class Growing {
    private final FrameLog log;
    private final TraceReader reader;
    private final Analysed analysed;
    private int read;

    Growing(FrameLog log, Timing timing, JsonMapper json) {
      this.log = log;
      this.reader = new TraceReader(json);
      this.analysed = new Analysed(reader.trace(), reader.findings(), timing);
    }

    synchronized <T> T ask(Function<Analysed, T> question) {
      List<Frame> frames = log.frames();
      while (read < frames.size()) {
        Frame frame = frames.get(read);
        reader.read(frame.type(), log.data(frame));
        read++;
      }
      analysed.readOn();
      return question.apply(analysed);
    }
  }

  private final Recordings recordings;
  private final JsonMapper json;
  private final Cache<FrameLog, Analysed> finished =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumWeight(MOST_EVENTS)
          .weigher((FrameLog _, Analysed analysed) -> analysed.trace().size() + 1)
          .build();
  private final Cache<FrameLog, Growing> growing =
      Caffeine.newBuilder().weakKeys().expireAfterAccess(KEPT).build();

  Analyses(Recordings recordings, JsonMapper json) {
    this.recordings = recordings;
    this.json = json;
  }

  /** Answers a question about what a log says so far. */
  <T> T ask(FrameLog log, Timing timing, Function<Analysed, T> question) {
    if (log.isComplete()) {
      growing.invalidate(log);
      return question.apply(finished.get(log, complete -> analyse(complete, timing)));
    }
    return growing.get(log, live -> new Growing(live, timing, json)).ask(question);
  }

  private Analysed analyse(FrameLog log, Timing timing) {
    Recorded recorded = recordings.of(log);
    return new Analysed(recorded.trace(), recorded.findings(), timing);
  }
}
