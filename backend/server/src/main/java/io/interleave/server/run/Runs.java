package io.interleave.server.run;

import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Limits;
import io.interleave.engine.run.Status;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.client.Caller;
import io.interleave.server.client.Shares;
import io.interleave.server.client.Shares.Place;
import io.interleave.server.client.Turnstile;
import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.problem.Problem;
import io.interleave.server.store.FrameLog;
import io.interleave.server.store.Run;
import io.interleave.server.store.RunStore;
import io.interleave.server.stream.FrameWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Admits runs and sees them through.
 *
 * <p>A run is started at once while fewer than the limit are live; otherwise it queues while there
 * is room, and clients take turns; otherwise it is refused. Thread-safe.
 */
@Component
public class Runs implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Runs.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration SHUTDOWN = Duration.ofSeconds(2);
  private static final End COULD_NOT =
      new End(
          Status.FAILED,
          new Text("The server could not run it; its log says why.", "服务器无法运行它；原因在它的日志里。"),
          null,
          0);

  /** A run that has not ended. */
  private static final class Job {
    final Caller owner;
    final Place place;
    final Order order;
    final Run queued;
    final FrameLog frames;
    final CompletableFuture<Run> done = new CompletableFuture<>();
    // Both guarded by the lock of Runs: whichever of start and cancel comes second acts on the
    // other.
    @Nullable Started started;
    boolean cancelled;

    Job(Caller owner, Place place, Order order, Run queued, FrameLog frames) {
      this.owner = owner;
      this.place = place;
      this.order = order;
      this.queued = queued;
      this.frames = frames;
    }
  }

  private final Scenarios scenarios;
  private final RunStore store;
  private final InterleaveProperties.Limits limits;
  private final int batchEvents;
  private final JsonMapper json;
  private final List<RunListener> listeners;
  private final Clock clock = Clock.systemUTC();
  private final Ids ids = new Ids();
  // A place for each run that has not ended.
  private final Shares places;
  private final Turnstile<Job> turnstile;

  private final Object lock = new Object();
  // Both guarded by lock.
  private final Map<String, Job> jobs = new HashMap<>();
  private boolean open = true;

  Runs(
      Scenarios scenarios,
      RunStore store,
      InterleaveProperties properties,
      JsonMapper json,
      List<RunListener> listeners) {
    this.scenarios = scenarios;
    this.store = store;
    this.limits = properties.limits();
    this.batchEvents = properties.stream().batchEvents();
    this.json = json;
    this.listeners = List.copyOf(listeners);
    this.places =
        new Shares(
            new Shares.Bounds(
                limits.liveRuns() + limits.queueLength(),
                limits.runsPerClient(),
                limits.clientsPerAddress()),
            new Shares.Refusal(
                new Text(
                        "Executing: %d, waiting: %d; the last places are for those who have none. That is as many runs as this server takes.",
                        "最多 %d 个运行同时执行，%d 个排队，最后的名额留给还没有运行的人；已达到这台服务器的上限。")
                    .with(limits.liveRuns(), limits.queueLength()),
                new Text(
                    "One client may have %d runs that have not ended.", "一个客户端最多可以有 %d 个未结束的运行。"),
                RETRY_AFTER));
    this.turnstile = new Turnstile<>(limits.liveRuns(), limits.clientsPerAddress(), this::start);
  }

  /**
   * Starts or queues a run.
   *
   * @throws Problem if the request is wrong or the server full; then nothing was started
   */
  Run submit(Caller caller, RunRequest request) {
    String id = admit(caller, Order.of(request, scenarios, limits.stepsPerRun())).queued.id();
    return store.find(id).orElseThrow();
  }

  private Job admit(Caller caller, Order order) {
    Place place = places.take(caller.client());
    Job job;
    try {
      synchronized (lock) {
        if (!open) {
          throw Problem.shuttingDown(RETRY_AFTER);
        }
      }
      Run queued = order.queued(ids.next(), clock.instant());
      job = new Job(caller, place, order, queued, store.create(queued, caller.client()));
    } catch (OutOfMemoryError e) {
      place.giveBack();
      throw Problem.outOfMemory(RETRY_AFTER);
    } catch (RuntimeException | Error e) {
      place.giveBack();
      throw e;
    }
    synchronized (lock) {
      jobs.put(job.queued.id(), job);
    }
    turnstile.enter(caller.client(), job);
    return job;
  }

  private void start(Job job) {
    FrameWriter writer = writer(job, job.queued.begun(clock.instant()));
    try {
      store.update(writer.run());
      writer.begin();
      Limits bounds =
          new Limits(limits.eventsPerRun(), limits.threadsPerRun(), limits.runDuration());
      Started started = Started.start(job.order, bounds, writer);
      boolean cancelled;
      synchronized (lock) {
        job.started = started;
        cancelled = job.cancelled;
      }
      if (cancelled) {
        started.cancel();
      }
      var _ =
          started.end().whenComplete((_, failure) -> ended(job, writer, started.trace(), failure));
    } catch (RuntimeException | Error e) {
      ended(job, writer, new Trace(), e);
    }
  }

  private FrameWriter writer(Job job, Run run) {
    return new FrameWriter(job.frames, run, batchEvents, json, store::update, () -> cancel(job));
  }

  /** Gives the run's place back, whatever can or cannot be written of its end. */
  private void ended(Job job, FrameWriter writer, Trace trace, @Nullable Throwable failure) {
    if (failure != null) {
      log.error("Run {} of {} failed", job.queued.id(), job.queued.scenario(), failure);
    }
    try {
      if (!job.frames.isComplete()) {
        writer.end(COULD_NOT);
      }
    } catch (RuntimeException | Error e) {
      log.error("The end of run {} cannot be written", job.queued.id(), e);
      store.update(writer.run().ended(COULD_NOT, clock.instant()));
    } finally {
      try {
        forget(job, writer.run(), trace);
      } finally {
        turnstile.leave();
      }
    }
  }

  private void forget(Job job, Run run, Trace trace) {
    synchronized (lock) {
      jobs.remove(run.id());
    }
    job.place.giveBack();
    store.finished(run.id());
    for (RunListener listener : listeners) {
      try {
        listener.ended(run, trace);
      } catch (RuntimeException e) {
        log.error("A listener failed on run {}", run.id(), e);
      }
    }
    job.done.complete(run);
  }

  /**
   * Ends a run as cancelled, if it has not ended.
   *
   * @throws Problem if it is somebody else's
   */
  void cancel(Caller caller, String id) {
    Job job;
    synchronized (lock) {
      job = jobs.get(id);
    }
    if (job != null) {
      caller.checkIs(job.owner.token());
      cancel(job);
    }
  }

  private void cancel(Job job) {
    Started running;
    synchronized (lock) {
      job.cancelled = true;
      running = job.started;
    }
    if (running != null) {
      running.cancel();
    } else if (turnstile.withdraw(job.owner.client(), job)) {
      FrameWriter writer = writer(job, job.queued);
      writer.end(
          new End(
              Status.CANCELLED,
              new Text("Cancelled before its turn came.", "还没轮到就被取消了。"),
              null,
              0));
      forget(job, writer.run(), new Trace());
    }
  }

  /** How many execute now. */
  public int live() {
    return turnstile.inside();
  }

  /** How many wait. */
  public int queued() {
    return turnstile.waiting();
  }

  /** How many were refused since the start because there was no room for them. */
  public long refused() {
    return places.refused();
  }

  @Override
  public void start() {}

  /** Takes no more runs, and ends those that there are. */
  @Override
  public void stop() {
    List<Job> left;
    synchronized (lock) {
      open = false;
      left = List.copyOf(jobs.values());
    }
    left.forEach(this::cancel);
    try {
      CompletableFuture.allOf(left.stream().map(job -> job.done).toArray(CompletableFuture[]::new))
          .get(SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("Some runs did not end in time: {}", e.toString());
    }
  }

  @Override
  public boolean isRunning() {
    synchronized (lock) {
      return open;
    }
  }
}
