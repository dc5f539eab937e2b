package io.interleave.server.run;

import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Limits;
import io.interleave.engine.run.Status;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.problem.Problem;
import io.interleave.server.store.FrameLog;
import io.interleave.server.store.Run;
import io.interleave.server.store.RunStore;
import io.interleave.server.stream.FrameWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Admits runs and sees them through.
 *
 * <p>A run is started at once while fewer than the limit are live; otherwise it queues, first come,
 * first served, while there is room; otherwise it is refused. Thread-safe.
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
    final Order order;
    final Run queued;
    final FrameLog frames;
    final CompletableFuture<Run> done = new CompletableFuture<>();
    // Both guarded by the lock of Runs: whichever of start and cancel comes second acts on the
    // other.
    @Nullable Started started;
    boolean cancelled;

    Job(Order order, Run queued, FrameLog frames) {
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
  private final LongAdder refused = new LongAdder();

  private final Object lock = new Object();
  // All guarded by lock. invariant: admitted is the number of jobs, those that are about to be made
  // with them; live the number of started ones
  private final Map<String, Job> jobs = new HashMap<>();
  private final Deque<Job> queue = new ArrayDeque<>();
  private int admitted;
  private int live;
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
  }

  /**
   * Starts or queues a run.
   *
   * @throws Problem if the request is wrong or the server full; then nothing was started
   */
  Run submit(RunRequest request) {
    String id = admit(Order.of(request, scenarios, limits.stepsPerRun())).queued.id();
    return store.find(id).orElseThrow();
  }

  private Job admit(Order order) {
    reserve();
    Job job;
    try {
      Run queued = order.queued(ids.next(), clock.instant());
      job = new Job(order, queued, store.create(queued));
    } catch (OutOfMemoryError e) {
      release();
      throw Problem.outOfMemory(RETRY_AFTER);
    } catch (RuntimeException | Error e) {
      release();
      throw e;
    }
    synchronized (lock) {
      jobs.put(job.queued.id(), job);
      queue.add(job);
    }
    startNext();
    return job;
  }

  private void reserve() {
    synchronized (lock) {
      if (!open) {
        throw Problem.shuttingDown(RETRY_AFTER);
      }
      if (admitted == limits.liveRuns() + limits.queueLength()) {
        refused.increment();
        throw Problem.full(
            new Text(
                    "Executing: %d, waiting: %d. That is as many runs as this server takes.",
                    "有 %d 个运行正在执行，%d 个在排队，已达到这台服务器的上限。")
                .with(limits.liveRuns(), limits.queueLength()),
            RETRY_AFTER);
      }
      admitted++;
    }
  }

  private void release() {
    synchronized (lock) {
      admitted--;
    }
  }

  private void startNext() {
    while (true) {
      Job job;
      synchronized (lock) {
        if (live == limits.liveRuns()) {
          return;
        }
        job = queue.poll();
        if (job == null) {
          return;
        }
        live++;
      }
      start(job);
    }
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
      // Whoever started it starts the next one as well.
      close(job, writer, new Trace(), e);
    }
  }

  private FrameWriter writer(Job job, Run run) {
    return new FrameWriter(
        job.frames, run, batchEvents, json, store::update, () -> cancel(run.id()));
  }

  private void ended(Job job, FrameWriter writer, Trace trace, @Nullable Throwable failure) {
    try {
      close(job, writer, trace, failure);
    } finally {
      startNext();
    }
  }

  /** Gives the run's place back, whatever can or cannot be written of its end. */
  private void close(Job job, FrameWriter writer, Trace trace, @Nullable Throwable failure) {
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
      synchronized (lock) {
        live--;
      }
      forget(job, writer.run(), trace);
    }
  }

  private void forget(Job job, Run run, Trace trace) {
    synchronized (lock) {
      jobs.remove(run.id());
    }
    release();
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

  /** Ends a run as cancelled, if it has not ended. */
  public void cancel(String id) {
    Job job;
    Started running;
    boolean waiting;
    synchronized (lock) {
      job = jobs.get(id);
      if (job == null) {
        return;
      }
      waiting = queue.remove(job);
      job.cancelled = true;
      running = job.started;
    }
    if (running != null) {
      running.cancel();
    } else if (waiting) {
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
    synchronized (lock) {
      return live;
    }
  }

  /** How many wait. */
  public int queued() {
    synchronized (lock) {
      return queue.size();
    }
  }

  /** How many were refused since the start because the queue was full. */
  public long refused() {
    return refused.sum();
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
    left.forEach(job -> cancel(job.queued.id()));
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
