package io.interleave.server.exploration;

import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Exploration;
import io.interleave.engine.explore.Unexplorable;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.StalledException;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.problem.Problem;
import io.interleave.server.run.Ids;
import io.interleave.server.run.Latest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Admits explorations, sees them through, and keeps the latest for a while.
 *
 * <p>One is started at once while fewer than the limit run; otherwise it queues, first come, first
 * served, while there is room; otherwise it is refused. Of those that stopped at a bound or were
 * cancelled the latest few keep what they need to go on. Thread-safe.
 */
@Component
public class Explorations implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Explorations.class);

  private final Scenarios scenarios;
  private final InterleaveProperties.Exploration limits;
  private final int threads;
  private final Ids ids = new Ids();
  private final LongAdder executions = new LongAdder();
  private final LongAdder refused = new LongAdder();

  // Those that are over.
  private final Latest<Job> kept;
  // Those that are not.
  private final Map<String, Job> active = new ConcurrentHashMap<>();
  private final Object lock = new Object();
  // All guarded by lock. invariant: active holds the queued ones and as many as run
  private final Deque<Job> queue = new ArrayDeque<>();
  private final SequencedSet<Job> resumable = new LinkedHashSet<>();
  private int running;
  private boolean open = true;

  Explorations(Scenarios scenarios, InterleaveProperties properties) {
    this.scenarios = scenarios;
    this.limits = properties.exploration();
    this.threads = properties.limits().threadsPerRun();
    this.kept = new Latest<>(limits.kept(), limits.expiry(), this::dropped);
  }

  /**
   * Starts or queues an exploration.
   *
   * @throws Problem if the request is wrong or the server full; then nothing was started
   */
  Job submit(ExplorationRequest request) {
    Inquiry inquiry = Inquiry.of(request, scenarios);
    ExplorationBounds bounds = ExplorationBounds.of(request.bounds(), limits);
    Settings settings = bounds.settings(inquiry.memory()).withThreads(threads);
    Job job = new Job(ids.next(), inquiry, bounds, inquiry.begin(settings));
    synchronized (lock) {
      checkRoom();
      enqueue(job);
    }
    startNext();
    return job;
  }

  /**
   * Lets one go on that stopped at a bound or was cancelled.
   *
   * @throws Problem if it cannot, or the server is full
   */
  Job resume(Job job, ExplorationRequest.@Nullable Allowance asked) {
    ExplorationBounds fresh = job.bounds().again(asked, limits);
    synchronized (lock) {
      if (!job.canResume()) {
        throw Problem.conflict(
            job.isOver()
                ? new Text(
                    "The exploration has nothing left to do, or was put away to save memory.",
                    "这次探索已经没有可做的了，或者为了节省内存已被收起。")
                : new Text("The exploration is under way.", "这次探索正在进行。"));
      }
      checkRoom();
      if (job.resume(fresh)) {
        resumable.remove(job);
        enqueue(job);
      }
    }
    startNext();
    return job;
  }

  private void checkRoom() {
    if (!open) {
      throw Problem.shuttingDown(Duration.ofSeconds(5));
    }
    if (active.size() >= limits.concurrent() + limits.queueLength()) {
      refused.increment();
      throw Problem.full(
          new Text(
                  "%d explorations are running and %d are waiting, which is as many as this server takes.",
                  "有 %d 个探索正在运行，%d 个在排队，已达到这台服务器的上限。")
              .with(limits.concurrent(), limits.queueLength()),
          limits.time());
    }
  }

  // Active first, so that whoever looks for it finds it in one place or the other.
  private void enqueue(Job job) {
    active.put(job.id, job);
    kept.remove(job.id);
    queue.add(job);
  }

  private void startNext() {
    while (true) {
      Job job;
      synchronized (lock) {
        if (running == limits.concurrent() || queue.isEmpty()) {
          return;
        }
        job = queue.remove();
        running++;
      }
      Thread.ofVirtual().name("exploration").start(() -> explore(job));
    }
  }

  private void explore(Job job) {
    try {
      Exploration exploration = job.begin();
      if (exploration != null) {
        long[] counted = {exploration.report().executions()};
        exploration.explore(
            job.bounds().allowance(),
            report -> {
              executions.add(report.executions() - counted[0]);
              counted[0] = report.executions();
              job.progress(report);
            });
      }
      over(job, null);
    } catch (StalledException e) {
      over(job, e.text());
    } catch (Unexplorable e) {
      over(job, e.text());
    } catch (InterruptedException | RuntimeException | Error e) {
      log.error("Exploration {} failed", job.id, e);
      over(
          job,
          new Text("The server could not go on with it; its log says why.", "服务器无法继续；原因在它的日志里。"));
    }
    synchronized (lock) {
      running--;
    }
    startNext();
  }

  private void over(Job job, @Nullable Text failure) {
    synchronized (lock) {
      kept.put(job.id, job);
      active.remove(job.id);
      if (failure == null) {
        job.end();
      } else {
        job.fail(failure);
      }
      if (job.canResume()) {
        resumable.add(job);
        resumable.removeIf(each -> !each.canResume());
        while (resumable.size() > limits.resumable()) {
          resumable.removeFirst().settle();
        }
      }
    }
  }

  // Its memory goes with the last reference to it.
  private void dropped(Job job) {
    job.settle();
  }

  /** The exploration with this id, unless it was forgotten. */
  Optional<Job> find(String id) {
    return Optional.ofNullable(active.get(id)).or(() -> kept.find(id));
  }

  /** Ends an exploration soon, if it is not over. */
  void cancel(Job job) {
    boolean waiting;
    synchronized (lock) {
      waiting = queue.remove(job);
      job.cancel();
    }
    if (waiting) {
      over(job, null);
    }
  }

  /** How many run now. */
  public int running() {
    synchronized (lock) {
      return running;
    }
  }

  /** How many wait for their turn. */
  public int queued() {
    synchronized (lock) {
      return queue.size();
    }
  }

  /** How many executions there were since the start, of all explorations. */
  public long executions() {
    return executions.sum();
  }

  /** How many explorations were refused since the start because the queue was full. */
  public long refused() {
    return refused.sum();
  }

  @Override
  public void start() {}

  /** Takes no more explorations, and ends those that there are. */
  @Override
  public void stop() {
    synchronized (lock) {
      open = false;
    }
    List.copyOf(active.values()).forEach(this::cancel);
  }

  @Override
  public boolean isRunning() {
    synchronized (lock) {
      return open;
    }
  }
}
