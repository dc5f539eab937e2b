package io.interleave.server.exploration;

import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Exploration;
import io.interleave.engine.explore.Unexplorable;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.StalledException;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.client.Caller;
import io.interleave.server.client.Latest;
import io.interleave.server.client.Shares;
import io.interleave.server.client.Shares.Place;
import io.interleave.server.client.Surplus;
import io.interleave.server.client.Turnstile;
import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.problem.Problem;
import io.interleave.server.run.Ids;
import java.time.Duration;
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
 * <p>One is started at once while fewer than the limit run; otherwise it queues while there is
 * room, and clients take turns; otherwise it is refused. Of those that stopped at a bound or were
 * cancelled the latest few keep what they need to go on. Thread-safe.
 */
@Component
public class Explorations implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Explorations.class);

  private final Scenarios scenarios;
  private final InterleaveProperties.Exploration limits;
  private final int threads;
  private final int clientsPerAddress;
  private final Ids ids = new Ids();
  private final LongAdder executions = new LongAdder();
  // A place for each that is not over.
  private final Shares places;
  private final Turnstile<Job> turnstile;

  // Those that are over.
  private final Latest<Job> kept;
  // Those that are not.
  private final Map<String, Job> active = new ConcurrentHashMap<>();
  private final Object lock = new Object();
  // Both guarded by lock.
  private final SequencedSet<Job> resumable = new LinkedHashSet<>();
  private boolean open = true;

  Explorations(Scenarios scenarios, InterleaveProperties properties) {
    this.scenarios = scenarios;
    this.limits = properties.exploration();
    this.threads = properties.limits().threadsPerRun();
    this.clientsPerAddress = properties.limits().clientsPerAddress();
    this.kept = new Latest<>(limits.kept(), limits.expiry(), clientsPerAddress, this::dropped);
    this.places =
        new Shares(
            new Shares.Bounds(
                limits.concurrent() + limits.queueLength(), limits.perClient(), clientsPerAddress),
            new Shares.Refusal(
                new Text(
                        "%d explorations run at once and %d may wait, the last places are for those who have none: this server takes no more now.",
                        "最多 %d 个探索同时运行，%d 个排队，最后的名额留给还没有探索的人；这台服务器现在不能接受更多。")
                    .with(limits.concurrent(), limits.queueLength()),
                new Text(
                    "One client may have %d explorations that are not over.",
                    "一个客户端最多可以有 %d 个未结束的探索。"),
                limits.time()));
    this.turnstile =
        new Turnstile<>(
            limits.concurrent(),
            clientsPerAddress,
            job -> Thread.ofVirtual().name("exploration").start(() -> inTurn(job)));
  }

  /**
   * Starts or queues an exploration.
   *
   * @throws Problem if the request is wrong or the server full; then nothing was started
   */
  Job submit(Caller caller, ExplorationRequest request) {
    Inquiry inquiry = Inquiry.of(request, scenarios);
    ExplorationBounds bounds = ExplorationBounds.of(request.bounds(), limits);
    Settings settings = bounds.settings(inquiry.memory()).withThreads(threads);
    Place place = room(caller);
    Job job;
    try {
      job = new Job(ids.next(), caller, inquiry, bounds, inquiry.begin(settings));
    } catch (RuntimeException | Error e) {
      place.giveBack();
      throw e;
    }
    enqueue(job, place);
    return job;
  }

  /**
   * Lets one go on that stopped at a bound or was cancelled.
   *
   * @throws Problem if it cannot, is somebody else's, or the server is full
   */
  Job resume(Caller caller, Job job, ExplorationRequest.@Nullable Allowance asked) {
    caller.checkIs(job.owner.token());
    ExplorationBounds fresh = job.bounds().again(asked, limits);
    if (!job.canResume()) {
      throw cannotGoOn(job);
    }
    Place place = room(caller);
    synchronized (lock) {
      if (!job.resume(fresh)) {
        place.giveBack();
        throw cannotGoOn(job); // somebody was faster
      }
      resumable.remove(job);
    }
    enqueue(job, place);
    return job;
  }

  private static Problem cannotGoOn(Job job) {
    return Problem.conflict(
        job.isOver()
            ? new Text(
                "The exploration has nothing left to do, or was put away to save memory.",
                "这次探索已经没有可做的了，或者为了节省内存已被收起。")
            : new Text("The exploration is under way.", "这次探索正在进行。"));
  }

  private Place room(Caller caller) {
    if (!isRunning()) {
      throw Problem.shuttingDown(Duration.ofSeconds(5));
    }
    return places.take(caller.client());
  }

  // Active first, so that whoever looks for it finds it in one place or the other.
  private void enqueue(Job job, Place place) {
    job.take(place);
    active.put(job.id, job);
    kept.remove(job.id);
    turnstile.enter(job.owner.client(), job);
  }

  private void inTurn(Job job) {
    try {
      explore(job);
    } finally {
      turnstile.leave();
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
  }

  private void over(Job job, @Nullable Text failure) {
    job.giveBack();
    synchronized (lock) {
      kept.put(job.id, job.owner.client(), job);
      active.remove(job.id);
      if (failure == null) {
        job.end();
      } else {
        job.fail(failure);
      }
      if (job.canResume()) {
        resumable.add(job);
        resumable.removeIf(each -> !each.canResume());
        settleSurplus();
      }
    }
  }

  private void settleSurplus() {
    Surplus<Job> surplus = new Surplus<>(clientsPerAddress);
    resumable.forEach(job -> surplus.add(job.owner.client(), job, 1));
    while (resumable.size() > limits.resumable()) {
      Job job = surplus.poll().orElseThrow();
      resumable.remove(job);
      job.settle();
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

  /**
   * Ends an exploration soon, if it is not over.
   *
   * @throws Problem if it is somebody else's
   */
  void cancel(Caller caller, Job job) {
    caller.checkIs(job.owner.token());
    cancel(job);
  }

  private void cancel(Job job) {
    job.cancel();
    if (turnstile.withdraw(job.owner.client(), job)) {
      over(job, null);
    }
  }

  /** How many run now. */
  public int running() {
    return turnstile.inside();
  }

  /** How many wait for their turn. */
  public int queued() {
    return turnstile.waiting();
  }

  /** How many executions there were since the start, of all explorations. */
  public long executions() {
    return executions.sum();
  }

  /** How many explorations were refused since the start because the queue was full. */
  public long refused() {
    return places.refused();
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
