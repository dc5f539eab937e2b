package io.interleave.server.sample;

import io.interleave.engine.run.Status;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.run.Runs;
import io.interleave.server.store.Run;
import io.interleave.server.store.RunStore;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Records, one after the other and only while nobody else waits, a run of each variant that has
 * none.
 */
@Component
@ConditionalOnBooleanProperty(name = "interleave.samples.enabled", matchIfMissing = true)
class SampleRecorder {

  private static final Logger log = LoggerFactory.getLogger(SampleRecorder.class);

  private final Scenarios scenarios;
  private final Runs runs;
  private final RunStore store;
  private final Thread thread = Thread.ofVirtual().name("samples").unstarted(this::recordAll);

  SampleRecorder(Scenarios scenarios, Runs runs, RunStore store) {
    this.scenarios = scenarios;
    this.runs = runs;
    this.store = store;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    thread.start();
  }

  @PreDestroy
  void stop() {
    thread.interrupt();
  }

  private void recordAll() {
    for (Scenario scenario : scenarios.all()) {
      for (Variant variant : scenario.variants()) {
        if (store.sample(scenario.id(), variant.id()).isEmpty() && !record(scenario, variant)) {
          return;
        }
      }
    }
  }

  /** Returns whether to go on. */
  private boolean record(Scenario scenario, Variant variant) {
    try {
      Run run = runs.recordSample(scenario, variant).get();
      if (run.status() == Status.FAILED) {
        log.warn("No sample of {} {}: {}", scenario.id(), variant.id(), run.reason());
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    } catch (ExecutionException | RuntimeException e) {
      log.warn("No sample of {} {}", scenario.id(), variant.id(), e);
      return true;
    }
  }
}
