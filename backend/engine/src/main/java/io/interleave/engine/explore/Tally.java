package io.interleave.engine.explore;

import io.interleave.engine.explore.Report.FirstFailure;
import io.interleave.engine.explore.Report.Row;
import io.interleave.engine.run.Execute;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Strategy;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts the executions of one search, and keeps a schedule of each outcome. */
final class Tally {

  private static final class Entry {
    final Verdict verdict;
    Schedule schedule;
    long classes;

    Entry(Verdict verdict, Schedule schedule) {
      this.verdict = verdict;
      this.schedule = schedule;
    }
  }

  /** What tells one outcome from another. */
  record Key(String value, Grade grade) {}

  final Method method;
  private final Supplier<Search> anew;
  Search search;
  boolean exhausted;

  /** Nothing is left to try, and yet not everything was seen. */
  boolean spent;

  /** An execution that was cut off by a cancel, to be done again. */
  @Nullable Strategy interrupted;

  private long executions;
  private long classes;
  private long redundant;
  private long deadlocked;
  private long cut;
  private @Nullable FirstFailure firstFailure;
  private final Map<Key, Entry> entries = new LinkedHashMap<>();

  /**
   * @param anew makes the search, at its beginning
   */
  Tally(Method method, Supplier<Search> anew) {
    this.method = method;
    this.anew = anew;
    this.search = anew.get();
  }

  /** What decides the next execution; null when there is nothing left to try. */
  @Nullable Strategy next() {
    Strategy again = interrupted;
    interrupted = null;
    return again == null ? search.next() : again;
  }

  /**
   * Counts an execution that is over; its verdict, if it came to one.
   *
   * @param after how long the search has taken
   */
  @Nullable Verdict count(Driver.Done done, Execute program, Duration after) {
    executions++;
    Search.Count count = search.ended(done);
    Search another = search.replacement();
    if (another != null) {
      search = another;
      forget();
      return null;
    }
    if (count == Search.Count.REDUNDANT || !done.isConsistent()) {
      redundant++;
      return null;
    }
    classes++;
    if (!Verdict.isDue(done)) {
      cut++;
      return null;
    }
    if (done.ending() == Ending.STUCK) {
      deadlocked++;
    }
    Verdict verdict = Verdict.of(done, program);
    Entry entry = entry(verdict, done.execution().schedule());
    if (entry.classes == 0) {
      entry.schedule = done.execution().schedule(); // rather than one from outside the search
    }
    entry.classes++;
    if (verdict.grade() == Grade.FORBIDDEN && firstFailure == null) {
      firstFailure = new FirstFailure(executions, after);
    }
    return verdict;
  }

  /** An outcome that was seen outside the search, which is no less true for that. */
  void saw(Verdict verdict, Schedule schedule) {
    entry(verdict, schedule);
  }

  private Entry entry(Verdict verdict, Schedule schedule) {
    return entries.computeIfAbsent(
        new Key(verdict.value(), verdict.grade()), key -> new Entry(verdict, schedule));
  }

  /** Begins from the start, for executions go otherwise than was thought. */
  void begin() {
    executions++;
    search = anew.get();
    forget();
  }

  private void forget() {
    classes = 0;
    redundant = 0;
    deadlocked = 0;
    cut = 0;
    entries.clear();
  }

  long executions() {
    return executions;
  }

  long classes() {
    return classes;
  }

  long redundant() {
    return redundant;
  }

  long deadlocked() {
    return deadlocked;
  }

  long cut() {
    return cut;
  }

  /** When the first forbidden outcome came; null before. */
  @Nullable FirstFailure firstFailure() {
    return firstFailure;
  }

  /** The outcomes that were seen. */
  Set<Key> outcomes() {
    return Set.copyOf(entries.keySet());
  }

  /** The outcomes of what was searched, without those that were seen outside. */
  Set<Key> explored() {
    return entries.entrySet().stream()
        .filter(each -> each.getValue().classes > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A forbidden schedule, null where none was found. */
  @Nullable Schedule forbidden() {
    return entries.values().stream()
        .filter(entry -> entry.verdict.grade() == Grade.FORBIDDEN)
        .map(entry -> entry.schedule)
        .findFirst()
        .orElse(null);
  }

  /**
   * The outcomes.
   *
   * @param shares the part of each in random schedules; null where none were tried
   */
  List<Row> rows(@Nullable Map<Key, Double> shares) {
    return entries.entrySet().stream()
        .map(
            each -> {
              Verdict verdict = each.getValue().verdict;
              double share = shares == null ? -1 : shares.getOrDefault(each.getKey(), 0.0);
              return new Row(
                  verdict.value(),
                  verdict.grade(),
                  verdict.summary(),
                  each.getValue().classes,
                  share,
                  each.getValue().schedule);
            })
        .sorted(
            Comparator.comparing(Row::grade)
                .reversed()
                .thenComparing(Comparator.comparingLong(Row::classes).reversed()))
        .toList();
  }
}
