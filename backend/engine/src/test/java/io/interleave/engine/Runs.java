package io.interleave.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Trace;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Limits;
import io.interleave.engine.run.LiveRun;
import io.interleave.engine.run.Observer;
import io.interleave.engine.run.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Runs small programs to their end. */
public final class Runs {

  // No more than a busy machine needs: nothing waits for these to be over.
  public static final Limits LIMITS = new Limits(8_000_000, 512, Duration.ofMinutes(5));

  /** A program without an outcome. */
  @FunctionalInterface
  public interface Body {
    void run() throws Exception;
  }

  /** A run that has ended. */
  public record Ended(Trace trace, End end, List<Finding> findings) {
    public List<Event> events() {
      return IntStream.rangeClosed(1, trace.size()).mapToObj(trace::get).toList();
    }

    public List<String> words() {
      return events().stream().map(event -> event.kind().word()).toList();
    }
  }

  private Runs() {}

  public static Ended run(Body body) {
    return run(LIMITS, body);
  }

  public static Ended run(Limits limits, Body body) {
    Collector collector = new Collector();
    LiveRun run = LiveRun.start(program(body), limits, collector);
    return await(run, collector);
  }

  public static Program program(Body body) {
    return () -> {
      body.run();
      return new Outcome("", true, "");
    };
  }

  public static Ended await(LiveRun run, Collector collector) {
    End end = run.end().orTimeout(10, TimeUnit.MINUTES).join();
    assertThat(collector.events).as("events told").isEqualTo(run.trace().size());
    return new Ended(run.trace(), end, collector.findings);
  }

  /** Checks that the observer is told everything once, in order. */
  public static class Collector implements Observer {
    final List<Finding> findings = new ArrayList<>();
    int events;

    @Override
    public void events(Trace trace, int from, int to) {
      assertThat(from).isEqualTo(events + 1);
      events = to;
    }

    @Override
    public void finding(Finding finding) {
      findings.add(finding);
    }

    @Override
    public void end(Trace trace, End end) {}
  }
}
