package io.interleave.engine.analysis.deadlock;

import io.interleave.engine.analysis.Words;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells of threads that can never go on: the cycle where there is one, else who waits for what. */
final class Telling {

  private static final Text NOBODY_LEFT =
      new Text("No thread is left that could wake any of them.", "已经没有线程能唤醒它们中的任何一个。");

  private final Trace trace;
  private final Situation situation;
  // The objects of each finding; each set of them is told once.
  private final Set<Set<Integer>> told = new HashSet<>();
  // The threads that were told to stand in their own way, which they do for ever.
  private final Set<Integer> toldAlone = new HashSet<>();
  private boolean hasTold;

  Telling(Trace trace, Situation situation) {
    this.trace = trace;
    this.situation = situation;
  }

  boolean hasTold() {
    return hasTold;
  }

  boolean hasTold(Set<Integer> objects) {
    return told.contains(objects);
  }

  /**
   * What is to be said of threads that cannot go on any more. Nothing, if all they wait for was
   * told before.
   *
   * @param last the one whose event made it so
   * @param nobodyLeft whether no thread at all can go on any more
   */
  List<Finding> of(int last, Set<Integer> dead, boolean nobodyLeft) {
    List<Finding> findings = new ArrayList<>();
    List<Lane> lanes = lanes(dead);
    if (dead.contains(last)) {
      addCycle(last, dead, findings);
    }
    for (int thread : dead) {
      if (findings.stream().noneMatch(finding -> finding.threads().contains(thread))) {
        addCycle(thread, dead, findings);
      }
    }
    if (findings.isEmpty()) {
      addList(lanes, nobodyLeft, findings);
    }
    addStarvedPools(lanes, findings);
    hasTold |= !findings.isEmpty();
    return findings;
  }

  private List<Lane> lanes(Collection<Integer> threads) {
    return threads.stream().map(situation::lane).toList();
  }

  // --- cycles ---

  private void addCycle(int start, Set<Integer> dead, List<Finding> findings) {
    List<Integer> cycle = cycle(start, dead);
    if (cycle.isEmpty()) {
      return;
    }
    List<Lane> lanes = lanes(cycle);
    List<Integer> asked =
        lanes.stream().map(lane -> situation.asksFor(lane)).filter(id -> id != 0).toList();
    if (!isNew(cycle, Set.copyOf(asked))) {
      return;
    }
    List<Text> sentences = new ArrayList<>();
    if (cycle.size() == 1) {
      sentences.add(waits(lanes.getFirst(), owners(lanes.getFirst())));
    } else {
      for (int i = 0; i < cycle.size(); i++) {
        int next = cycle.get((i + 1) % cycle.size());
        sentences.add(waits(lanes.get(i), List.of(next)));
      }
    }
    sentences.add(never(cycle.size()));
    List<Lane> others = lanes(dead).stream().filter(lane -> !cycle.contains(lane.thread)).toList();
    if (others.size() == 1) {
      Lane other = others.getFirst();
      sentences.add(
          new Text("Nor can %s, which waits %s.", "%s 也无法继续，它在等待%s。")
              .with(name(other.thread), what(other)));
    } else if (!others.isEmpty()) {
      sentences.add(
          new Text("Nor can the %d threads that wait behind them.", "在它们后面等待的另外 %d 个线程也无法继续。")
              .with(others.size()));
    }
    findings.add(finding("deadlock", lanes, asked, Text.NEXT.join(sentences)));
  }

  /** The shortest way from a thread along who holds what it waits for, back to it. */
  private List<Integer> cycle(int start, Set<Integer> dead) {
    Map<Integer, Integer> from = new HashMap<>();
    ArrayDeque<Integer> left = new ArrayDeque<>(List.of(start));
    for (Integer at = left.poll(); at != null; at = left.poll()) {
      for (int owner : situation.owners(situation.lane(at))) {
        if (owner == start) {
          List<Integer> cycle = new ArrayList<>(List.of(at));
          while (cycle.getLast() != start) {
            cycle.add(from.get(cycle.getLast()));
          }
          Collections.reverse(cycle);
          return cycle;
        }
        if (dead.contains(owner) && from.putIfAbsent(owner, at) == null) {
          left.add(owner);
        }
      }
    }
    return List.of();
  }

  // --- lists ---

  private void addList(List<Lane> lanes, boolean nobodyLeft, List<Finding> findings) {
    if (nobodyLeft && lanes.stream().anyMatch(situation::isForAnyone)) {
      // Daemons that are left over when all is done need nobody.
      if (lanes.stream().anyMatch(lane -> !trace.threads().get(lane.thread).daemon())) {
        findings.add(list(lanes, NOBODY_LEFT));
      }
      return;
    }
    List<Lane> queued =
        lanes.stream()
            .filter(situation::awaitsQueuedTask)
            .filter(lane -> isNew(Set.of(situation.executorOf(lane).id())))
            .toList();
    List<Lane> orphans =
        lanes.stream()
            .filter(this::waitsForEndedHolder)
            .filter(lane -> isNew(Set.of(situation.asksFor(lane))))
            .toList();
    if (!queued.isEmpty()) {
      findings.add(list(lanes, never(lanes.size())));
    } else if (!orphans.isEmpty()) {
      List<Lane> all = lanes.stream().filter(this::waitsForEndedHolder).toList();
      findings.add(list(all, never(all.size())));
    }
  }

  private static Text never(int count) {
    return count == 1
        ? new Text("It can never go on.", "它永远无法继续执行。")
        : new Text("None of them can ever go on.", "它们都永远无法继续执行。");
  }

  private boolean waitsForEndedHolder(Lane lane) {
    for (int owner : situation.owners(lane)) {
      if (situation.lane(owner).ended) {
        return true;
      }
    }
    return false;
  }

  /** That every thread which has not ended waits, and nobody is left who could end a wait. */
  Finding stall(List<Lane> lanes) {
    hasTold = true;
    return list(lanes, NOBODY_LEFT);
  }

  private Finding list(List<Lane> lanes, Text end) {
    List<Text> sentences = new ArrayList<>();
    for (Lane lane : lanes) {
      sentences.add(waits(lane, owners(lane)));
    }
    sentences.add(end);
    return finding("deadlock", lanes, objects(lanes), Text.NEXT.join(sentences));
  }

  private List<Integer> owners(Lane lane) {
    List<Integer> owners = new ArrayList<>();
    situation.owners(lane).forEach(owners::add);
    return owners;
  }

  // --- pools ---

  /** Pools whose workers all wait for tasks of the same pool, which nobody is left to run. */
  private void addStarvedPools(List<Lane> lanes, List<Finding> findings) {
    Set<Integer> executors =
        lanes.stream()
            .filter(situation::awaitsQueuedTask)
            .map(lane -> situation.executorOf(lane).id())
            .collect(Collectors.toCollection(TreeSet::new));
    for (int executor : executors) {
      List<Lane> workers = lanes(situation.pools.workers(executor));
      boolean starved =
          !workers.isEmpty()
              && workers.stream()
                  .allMatch(
                      lane ->
                          lanes.contains(lane)
                              && trace.kind(lane.wait) == Kind.FUTURE_GET_REQUEST
                              && situation.executorOf(lane).id() == executor);
      if (starved) {
        findings.add(starvation(executor, workers));
      }
    }
  }

  private Finding starvation(int executor, List<Lane> workers) {
    List<Integer> objects = new ArrayList<>(List.of(executor));
    workers.forEach(lane -> objects.add(trace.object(lane.wait)));
    String pool = trace.objects().get(executor).name();
    Text message =
        workers.size() == 1
            ? new Text(
                    "The only worker of pool '%s' waits for the result of a task that is still in the queue of the same pool. Nobody is left to run it.",
                    "线程池“%s”唯一的工作线程在等待一个任务的结果，而这个任务还排在同一个线程池的队列里，已经没有线程能执行它。")
                .with(pool)
            : new Text(
                    "All %d workers of pool '%s' wait for results of tasks of the same pool, some of which are still in its queue. Nobody is left to run those.",
                    "线程池“%2$s”的全部 %1$d 个工作线程都在等待同一个线程池中任务的结果，其中一些任务还排在队列里，已经没有线程能执行它们。")
                .with(workers.size(), pool);
    return finding("pool-starvation", workers, objects, message);
  }

  // --- words ---

  private boolean isNew(Set<Integer> objects) {
    return objects.isEmpty() || told.add(objects);
  }

  // Who stands in its own way does so whatever was told of others.
  private boolean isNew(List<Integer> cycle, Set<Integer> objects) {
    if (cycle.size() > 1) {
      return isNew(objects);
    }
    told.add(objects);
    return toldAlone.add(cycle.getFirst());
  }

  private String name(int thread) {
    return trace.threads().get(thread).name();
  }

  private List<Integer> objects(List<Lane> lanes) {
    return lanes.stream().map(lane -> trace.object(lane.wait)).filter(id -> id != 0).toList();
  }

  private static Finding finding(
      String type, List<Lane> lanes, List<Integer> objects, Text message) {
    return new Finding(
        type,
        Finding.Certainty.OBSERVED,
        lanes.stream().map(lane -> lane.thread).toList(),
        objects,
        lanes.stream().map(lane -> (long) lane.wait).toList(),
        message);
  }

  /** That a thread waits, for what, and whose that is. */
  private Text waits(Lane lane, List<Integer> owners) {
    return new Text("%s waits %s%s.", "%s 在等待%s%s。")
        .with(name(lane.thread), what(lane), owned(lane, owners));
  }

  /** What a thread waits for. */
  private Text what(Lane lane) {
    int seq = lane.wait;
    int object = trace.object(seq);
    String name = object == 0 ? "" : trace.objects().get(object).name();
    return switch (trace.kind(seq)) {
      case THREAD_JOIN_REQUEST ->
          new Text("for the end of %s", " %s 结束").with(name((int) trace.value(seq)));
      case THREAD_PARK -> new Text("to be unparked", "别的线程用 unpark 唤醒它");
      case QUEUE_PUT_REQUEST -> new Text("for room in '%s'", "队列“%s”腾出空位").with(name);
      case QUEUE_TAKE_REQUEST -> new Text("for an element of '%s'", "队列“%s”里的元素").with(name);
      case QUEUE_JOIN_REQUEST -> new Text("until all of '%s' is done", "队列“%s”的元素全部处理完").with(name);
      case SEMAPHORE_REQUEST ->
          trace.value(seq) == 1
              ? new Text("for a permit of '%s'", "“%s”的一个许可").with(name)
              : new Text("for %d permits of '%s'", "“%2$s”的 %1$d 个许可").with(trace.value(seq), name);
      case FUTURE_GET_REQUEST -> new Text("for the result of '%s'", "“%s”的结果").with(name);
      case BARRIER_AWAIT -> new Text("for the others at '%s'", "其他线程到达“%s”").with(name);
      default -> new Text("for '%s'", "“%s”").with(name);
    };
  }

  /** Whose it is, as a clause. */
  private Text owned(Lane lane, List<Integer> owners) {
    if (situation.awaitsQueuedTask(lane)) {
      return new Text(", which no worker is left to run", "，而已经没有工作线程能执行它");
    }
    if (trace.kind(lane.wait) == Kind.SEMAPHORE_REQUEST) {
      return permits(situation.resource(trace.object(lane.wait)).holders());
    }
    if (owners.isEmpty()) {
      return Text.NONE;
    }
    boolean ended = owners.stream().allMatch(owner -> situation.lane(owner).ended);
    Text names = Words.AND.join(owners.stream().map(this::name).map(Text::same).toList());
    return switch (trace.kind(lane.wait)) {
      case LOCK_REQUEST -> {
        if (owners.contains(lane.thread)) {
          yield ownedByItself(lane, owners);
        }
        yield (ended
                ? new Text(", which %s held when it ended", "，而 %s 结束时仍持有它")
                : owners.size() == 1
                    ? new Text(", which %s holds", "，它由 %s 持有")
                    : new Text(", which %s hold", "，它由 %s 持有"))
            .with(names);
      }
      case CONDITION_WAIT ->
          (ended
                  ? new Text(", whose lock '%s' %s held when it ended", "，而它的锁“%s”在 %s 结束时仍未释放")
                  : new Text(", whose lock '%s' %s holds", "，它的锁“%s”由 %s 持有"))
              .with(trace.objects().get(situation.asksFor(lane)).name(), names);
      case FUTURE_GET_REQUEST -> new Text(", which %s works on", "，%s 正在执行它").with(names);
      default -> Text.NONE;
    };
  }

  private Text ownedByItself(Lane lane, List<Integer> owners) {
    if (situation.resource(trace.object(lane.wait)).writer() == lane.thread) {
      return new Text(", which it holds itself", "，而持有者正是它自己");
    }
    List<Text> others =
        owners.stream()
            .filter(owner -> owner != lane.thread)
            .map(owner -> Text.same(name(owner)))
            .toList();
    return new Text(" for writing, which it holds for reading itself%s", "的写锁，而它自己持有其读锁%s")
        .with(
            others.isEmpty()
                ? Text.NONE
                : new Text(", and so does %s", "，%s 也持有其读锁").with(Words.AND.join(others)));
  }

  /** Who has how many permits, as a clause. */
  private Text permits(Map<Integer, Long> holders) {
    if (holders.isEmpty()) {
      return Text.NONE;
    }
    List<Text> each =
        holders.entrySet().stream()
            .map(
                holder ->
                    (situation.lane(holder.getKey()).ended
                            ? new Text("%s held %d when it ended", "%s 结束时仍持有 %d 个")
                            : new Text("%s holds %d", "%s 持有 %d 个"))
                        .with(name(holder.getKey()), holder.getValue()))
            .toList();
    return new Text(", of which %s", "，其中 %s").with(new Text(" and ", "、").join(each));
  }
}
