package io.interleave.server.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs by id, and in their order: all, and those of each scenario. What it answers costs as much as
 * it answers, however many there are. Thread-safe.
 */
final class RunIndex<M extends RunIndex.Member> {

  /** What runs are found by; it never changes. */
  interface Member {
    String id();

    Instant created();

    /** Null if nobody knows. */
    @Nullable String scenario();
  }

  private static final Comparator<Member> NEWEST_FIRST =
      Comparator.comparing(Member::created).thenComparing(Member::id).reversed();

  private final Map<String, M> byId = new ConcurrentHashMap<>();
  private final NavigableSet<M> all = new ConcurrentSkipListSet<>(NEWEST_FIRST);
  private final Map<String, NavigableSet<M>> byScenario = new ConcurrentHashMap<>();

  void add(M member) {
    byId.put(member.id(), member);
    all.add(member);
    String scenario = member.scenario();
    if (scenario != null) {
      byScenario
          .computeIfAbsent(scenario, _ -> new ConcurrentSkipListSet<>(NEWEST_FIRST))
          .add(member);
    }
  }

  void remove(M member) {
    byId.remove(member.id());
    all.remove(member);
    String scenario = member.scenario();
    if (scenario != null) {
      byScenario.computeIfPresent(
          scenario,
          (_, members) -> {
            members.remove(member);
            return members.isEmpty() ? null : members;
          });
    }
  }

  @Nullable M find(String id) {
    return byId.get(id);
  }

  /** The newest first. */
  Stream<M> newest() {
    return all.stream();
  }

  /** Those of a scenario, the newest first. */
  Stream<M> newest(String scenario) {
    NavigableSet<M> members = byScenario.get(scenario);
    return members == null ? Stream.empty() : members.stream();
  }

  /** The oldest first. */
  Iterable<M> oldest() {
    return all.descendingSet();
  }
}
