package io.interleave.engine.analysis.deadlock;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
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

  private static final String NOBODY_LEFT = "No thread is left that could wake any of them.";

  private final Trace trace;
  private final Situation situation;
  // The objects of each finding; each set of them is told once.
  private final Set<Set<Integer>> told = new HashSet<>();
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
    if (!isNew(Set.copyOf(asked))) {
      return;
    }
    StringBuilder message = new StringBuilder();
    for (int i = 0; i < cycle.size(); i++) {
      int next = cycle.get((i + 1) % cycle.size());
      message
          .append(name(cycle.get(i)))
          .append(" waits ")
          .append(what(lanes.get(i)))
          .append(owned(lanes.get(i), List.of(next)))
          .append(". ");
    }
    message.append(cycle.size() == 1 ? "It can never go on." : "None of them can ever go on.");
    List<Lane> others = lanes(dead).stream().filter(lane -> !cycle.contains(lane.thread)).toList();
    if (others.size() == 1) {
      Lane other = others.getFirst();
      message.append(" Nor can %s, which waits %s.".formatted(name(other.thread), what(other)));
    } else if (!others.isEmpty()) {
      message.append(" Nor can the %d threads that wait behind them.".formatted(others.size()));
    }
    findings.add(finding("deadlock", lanes, asked, message.toString()));
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

  private static String never(int count) {
    return count == 1 ? "It can never go on." : "None of them can ever go on.";
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

  private Finding list(List<Lane> lanes, String end) {
    StringBuilder message = new StringBuilder();
    for (Lane lane : lanes) {
      List<Integer> owners = new ArrayList<>();
      situation.owners(lane).forEach(owners::add);
      message
          .append(name(lane.thread))
          .append(" waits ")
          .append(what(lane))
          .append(owned(lane, owners))
          .append(". ");
    }
    return finding("deadlock", lanes, objects(lanes), message.append(end).toString());
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
    String message =
        workers.size() == 1
            ? "The only worker of pool '%s' waits for the result of a task that is still in the queue of the same pool. Nobody is left to run it."
                .formatted(pool)
            : "All %d workers of pool '%s' wait for results of tasks of the same pool, some of which are still in its queue. Nobody is left to run those."
                .formatted(workers.size(), pool);
    return finding("pool-starvation", workers, objects, message);
  }

  // --- words ---

  private boolean isNew(Set<Integer> objects) {
    return objects.isEmpty() || told.add(objects);
  }

  private String name(int thread) {
    return trace.threads().get(thread).name();
  }

  private List<Integer> objects(List<Lane> lanes) {
    return lanes.stream().map(lane -> trace.object(lane.wait)).filter(id -> id != 0).toList();
  }

  private static Finding finding(
      String type, List<Lane> lanes, List<Integer> objects, String message) {
    return new Finding(
        type,
        Finding.Certainty.OBSERVED,
        lanes.stream().map(lane -> lane.thread).toList(),
        objects,
        lanes.stream().map(lane -> (long) lane.wait).toList(),
        message);
  }

  /** What a thread waits for. */
  private String what(Lane lane) {
    int seq = lane.wait;
    int object = trace.object(seq);
    String name = object == 0 ? "" : "'" + trace.objects().get(object).name() + "'";
    return switch (trace.kind(seq)) {
      case THREAD_JOIN_REQUEST -> "for the end of " + name((int) trace.value(seq));
      case THREAD_PARK -> "to be unparked";
      case QUEUE_PUT_REQUEST -> "for room in " + name;
      case QUEUE_TAKE_REQUEST -> "for an element of " + name;
      case SEMAPHORE_REQUEST ->
          trace.value(seq) == 1
              ? "for a permit of " + name
              : "for " + trace.value(seq) + " permits of " + name;
      case FUTURE_GET_REQUEST -> "for the result of " + name;
      case BARRIER_AWAIT -> "for the others at " + name;
      default -> "for " + name;
    };
  }

  /** Whose it is, as a clause. */
  private String owned(Lane lane, List<Integer> owners) {
    if (situation.awaitsQueuedTask(lane)) {
      return ", which no worker is left to run";
    }
    if (owners.isEmpty()) {
      return "";
    }
    boolean ended = owners.stream().allMatch(owner -> situation.lane(owner).ended);
    String names = owners.stream().map(this::name).collect(Collectors.joining(" and "));
    return switch (trace.kind(lane.wait)) {
      case LOCK_REQUEST -> {
        if (owners.equals(List.of(lane.thread))) {
          boolean upgrades =
              situation.resource(trace.object(lane.wait)).isOwned()
                  && !LockValue.unpack(trace.value(lane.wait)).read();
          yield upgrades
              ? " for writing, which it holds for reading itself"
              : ", which it holds itself";
        }
        yield ended
            ? ", which %s held when it ended".formatted(names)
            : ", which %s %s".formatted(names, owners.size() == 1 ? "holds" : "hold");
      }
      case CONDITION_WAIT ->
          ", whose lock '%s' %s %s"
              .formatted(
                  trace.objects().get(situation.asksFor(lane)).name(),
                  names,
                  ended ? "held when it ended" : "holds");
      case FUTURE_GET_REQUEST -> ", which %s works on".formatted(names);
      default -> "";
    };
  }
}
