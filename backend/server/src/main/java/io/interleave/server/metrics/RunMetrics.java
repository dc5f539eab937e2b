package io.interleave.server.metrics;

import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.Trace;
import io.interleave.server.run.RunListener;
import io.interleave.server.store.Run;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Counts and times finished runs.
 *
 * <p>The tags are scenario, mode, status and object type: all of them come from small fixed sets.
 * An object's own name is no tag: a program makes as many names as it likes, and each would be a
 * time series that never ends.
 */
@Component
class RunMetrics implements RunListener {

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final MeterRegistry registry;

  RunMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void ended(Run run, Trace trace) {
    Timer.builder("interleave.runs")
        .description("Finished runs, and how long they took")
        .tag("scenario", run.scenario())
        .tag("mode", run.mode())
        .tag("status", run.status().word())
        .register(registry)
        .record(duration(run));
    registry.counter("interleave.events", "scenario", run.scenario()).increment(run.events());
    if (!run.mode().equals(Run.LIVE)) {
      return; // its waits are steps and not time
    }
    Contention.measure(
        trace,
        new Contention.Listener() {
          @Override
          public void waited(ObjectInfo object, long nanos) {
            record(
                "interleave.wait",
                "How long threads of runs waited for an object",
                run,
                object,
                nanos);
          }

          @Override
          public void held(ObjectInfo object, long nanos) {
            record("interleave.hold", "How long threads of runs held a lock", run, object, nanos);
          }
        });
  }

  private static Duration duration(Run run) {
    Instant started = run.started();
    Instant ended = run.ended();
    if (run.mode().equals(Run.LIVE) || started == null || ended == null) {
      return Duration.ofNanos(Objects.requireNonNullElse(run.durationNanos(), 0L));
    }
    return Duration.between(started, ended);
  }

  private void record(String name, String description, Run run, ObjectInfo object, long nanos) {
    Timer.builder(name)
        .description(description)
        .tag("scenario", run.scenario())
        .tag("type", object.type().word())
        // Names come from the catalogue's code; without their numbers they are few.
        .tag("object", NUMBER.matcher(object.name()).replaceAll("#"))
        .serviceLevelObjectives(
            Duration.ofNanos(10_000),
            Duration.ofNanos(100_000),
            Duration.ofMillis(1),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(1))
        .register(registry)
        .record(Duration.ofNanos(nanos));
  }
}
