package io.interleave.server.metrics;

import io.interleave.server.access.Connections;
import io.interleave.server.client.ClientRate;
import io.interleave.server.exploration.Explorations;
import io.interleave.server.run.Runs;
import io.interleave.server.session.Sessions;
import io.interleave.server.stream.Viewers;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** How busy the server is, and whom it turned away. */
@Component
class ServerMetrics implements MeterBinder {

  private final Runs runs;
  private final ClientRate rate;
  private final Viewers viewers;
  private final Explorations explorations;
  private final Sessions sessions;
  private final Connections connections;

  ServerMetrics(
      Runs runs,
      ClientRate rate,
      Viewers viewers,
      Explorations explorations,
      Sessions sessions,
      Connections connections) {
    this.runs = runs;
    this.rate = rate;
    this.viewers = viewers;
    this.explorations = explorations;
    this.sessions = sessions;
    this.connections = connections;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("interleave.runs.live", runs, Runs::live)
        .description("Runs that execute now")
        .register(registry);
    Gauge.builder("interleave.runs.queued", runs, Runs::queued)
        .description("Runs that wait for their turn")
        .register(registry);
    Gauge.builder("interleave.viewers", viewers, Viewers::current)
        .description("Streams open now")
        .register(registry);
    Gauge.builder("interleave.explorations.running", explorations, Explorations::running)
        .description("Explorations that run now")
        .register(registry);
    Gauge.builder("interleave.explorations.queued", explorations, Explorations::queued)
        .description("Explorations that wait for their turn")
        .register(registry);
    FunctionCounter.builder("interleave.executions", explorations, Explorations::executions)
        .description("Executions of programs in explorations")
        .register(registry);
    Gauge.builder("interleave.sessions.open", sessions, Sessions::count)
        .description("Sessions in which somebody is the scheduler")
        .register(registry);
    Gauge.builder("interleave.connections", connections, Connections::open)
        .description("Connections open now")
        .register(registry);
    refusals(registry, "connections", connections, Connections::refused);
    refusals(registry, "explorations", explorations, Explorations::refused);
    refusals(registry, "sessions", sessions, Sessions::refused);
    refusals(registry, "queue", runs, Runs::refused);
    refusals(registry, "rate", rate, ClientRate::refused);
    refusals(registry, "viewers", viewers, Viewers::refused);
  }

  private static <T> void refusals(
      MeterRegistry registry, String reason, T source, ToDoubleFunction<T> count) {
    FunctionCounter.builder("interleave.refusals", source, count)
        .description("Requests turned away, by the bound that they met")
        .tag("reason", reason)
        .register(registry);
  }
}
