package io.interleave.engine.perfetto;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Shown;
import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.contention.ContentionIndex;
import io.interleave.engine.analysis.state.Lanes;
import io.interleave.engine.analysis.state.ThreadStates;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the importer makes of the text is the server's test, which has a parser for it. */
class PerfettoTraceTest {

  private static final int SHARE = 8;

  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"ph\":\"(.)\",\"pid\":(\\d+),\"tid\":(\\d+),\"ts\":([0-9.]+),"
              + "\"cat\":\"(\\w+)\",\"name\":\"((?:[^\"\\\\]|\\\\.)*)\"(.*)\\},?");
  private static final Pattern SEQ = Pattern.compile("\"args\":\\{\"seq\":(\\d+)");

  private record Line(
      String phase, int thread, long nanos, String category, String name, String rest) {
    int seq() {
      Matcher seq = SEQ.matcher(rest);
      return seq.find() ? Integer.parseInt(seq.group(1)) : 0;
    }
  }

  private static String text(Trace trace, Timing timing, long end) {
    StringBuilder text = new StringBuilder();
    new PerfettoTrace(trace, timing, List.of(), end, Map.of("name", "test"))
        .forEachRemaining(text::append);
    return text.toString();
  }

  private static List<Line> lines(String text) {
    return text.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .map(
            m ->
                new Line(
                    m.group(1),
                    Integer.parseInt(m.group(3)),
                    new BigDecimal(m.group(4)).movePointRight(3).longValueExact(),
                    m.group(5),
                    m.group(6),
                    m.group(7)))
        .toList();
  }

  private static long latest(Trace trace) {
    return IntStream.rangeClosed(1, trace.size()).mapToLong(trace::t).max().orElse(0);
  }

  @Test
  void statesAddUp() {
    Shown slices = new Shown(500, SHARE);
    RandomTraces.each(
        "states add up",
        RandomPrograms.Kind.MIXED,
        500,
        SHARE,
        4,
        6,
        (seed, trace, _) -> {
          long end = latest(trace) + 12_345;
          Map<Integer, Map<String, Long>> real = new TreeMap<>();
          ThreadStates.of(trace, end)
              .forEach(
                  (thread, stretches) ->
                      stretches.forEach(
                          s ->
                              real.computeIfAbsent(thread, _ -> new TreeMap<>())
                                  .merge(Words.state(s.state()), s.to() - s.from(), Long::sum)));
          List<Line> lines = lines(text(trace, Timing.REAL, end));
          slices.add(seed, lines.size());
          assertThat(states(lines)).as("seed %d", seed).isEqualTo(real);

          long last = latest(trace) / Lanes.STEP * Lanes.STEP + Lanes.STEP;
          Map<Integer, Map<String, Long>> steps = new TreeMap<>();
          ContentionIndex.of(trace, Timing.STEPS)
              .whole(last)
              .threads()
              .forEach(
                  (thread, states) ->
                      states.forEach(
                          (state, nanos) ->
                              steps
                                  .computeIfAbsent(thread, _ -> new TreeMap<>())
                                  .put(Words.state(state), nanos)));
          assertThat(states(lines(text(trace, Timing.STEPS, last))))
              .as("seed %d in steps", seed)
              .isEqualTo(steps);
        });
    slices.atLeast("lines", 10_001);
  }

  private static Map<Integer, Map<String, Long>> states(List<Line> lines) {
    Map<Integer, Map<String, Long>> sums = new TreeMap<>();
    Map<Integer, Line> open = new HashMap<>();
    for (Line line : lines) {
      if (line.category().equals("state") && line.phase().equals("B")) {
        assertThat(open.put(line.thread(), line)).isNull();
      } else if (line.category().equals("state")) {
        Line begin = open.remove(line.thread());
        assertThat(begin).isNotNull();
        String rest = begin.rest();
        String state = rest.replaceFirst(".*\"state\":\"([^\"]+)\".*", "$1");
        sums.computeIfAbsent(line.thread(), _ -> new TreeMap<>())
            .merge(state, line.nanos() - begin.nanos(), Long::sum);
      }
    }
    assertThat(open).isEmpty();
    return sums;
  }

  @Test
  void eachStateNamesTheEventThatBeganIt() {
    RandomTraces.each(
        "states name events",
        RandomPrograms.Kind.MIXED,
        500,
        SHARE,
        4,
        6,
        (seed, trace, _) -> {
          for (Line line : lines(text(trace, Timing.REAL, latest(trace)))) {
            if (line.phase().equals("B") && line.category().equals("state")) {
              int seq = line.seq();
              assertThat(seq).as("seed %d: %s", seed, line).isPositive();
              if (!line.name().equals("blocked on lock") && !line.name().startsWith("ready")) {
                // Taking a lock back begins with the signal instead.
                assertThat(trace.t(seq)).as("seed %d: %s", seed, line).isEqualTo(line.nanos());
              }
            }
          }
        });
  }

  @Test
  void eachHoldIsThereOnce() {
    Shown all = new Shown(500, SHARE);
    for (RandomPrograms.Kind kind :
        List.of(
            RandomPrograms.Kind.LOCKS,
            RandomPrograms.Kind.READ_WRITE,
            RandomPrograms.Kind.CONDITIONS,
            RandomPrograms.Kind.MIXED)) {
      RandomTraces.each(
          "holds",
          kind,
          500,
          SHARE,
          4,
          8,
          (seed, trace, _) -> {
            List<Integer> holds =
                lines(text(trace, Timing.REAL, latest(trace))).stream()
                    .filter(line -> line.phase().equals("B") && line.category().equals("hold"))
                    .map(Line::seq)
                    .sorted()
                    .toList();
            all.add(seed, holds.size());
            assertThat(holds).as("%s, seed %d", kind, seed).isEqualTo(outermost(trace));
          });
    }
    all.atLeast("holds", 1_001);
  }

  /** The acquires by threads that had nothing of the lock, by looking back from each. */
  private static List<Integer> outermost(Trace trace) {
    List<Integer> acquires = new ArrayList<>();
    for (int seq = 1; seq <= trace.size(); seq++) {
      if (trace.kind(seq) == Kind.LOCK_ACQUIRE
          && holdsBefore(trace, seq, true) == 0
          && holdsBefore(trace, seq, false) == 0) {
        acquires.add(seq);
      }
    }
    return acquires;
  }

  private static int holdsBefore(Trace trace, int acquire, boolean read) {
    boolean plain = trace.objects().get(trace.object(acquire)).type() == ObjectType.LOCK;
    for (int seq = acquire - 1; seq > 0; seq--) {
      Kind kind = trace.kind(seq);
      boolean own = trace.thread(seq) == trace.thread(acquire);
      if (trace.object(seq) == trace.object(acquire)
          && (kind == Kind.LOCK_RELEASE && (own || plain) || kind == Kind.LOCK_ACQUIRE && own)
          && LockValue.unpack(trace.value(seq)).read() == read) {
        return LockValue.unpack(trace.value(seq)).holds();
      }
    }
    return 0;
  }

  @Test
  void anArrowGoesFromEachCauseToItsEffectsElsewhere() {
    RandomTraces.each(
        "arrows",
        RandomPrograms.Kind.MIXED,
        500,
        SHARE,
        4,
        6,
        (seed, trace, _) -> {
          List<List<Integer>> expected = new ArrayList<>();
          for (int seq = 1; seq <= trace.size(); seq++) {
            int cause = trace.cause(seq);
            if (cause != 0 && trace.thread(cause) != trace.thread(seq)) {
              expected.add(List.of(cause, seq));
            }
          }
          List<List<Integer>> drawn = new ArrayList<>();
          int at = 0;
          for (Line line : lines(text(trace, Timing.REAL, latest(trace)))) {
            if (line.phase().equals("i")) {
              at = line.seq();
            } else if (line.phase().equals("f")) {
              drawn.add(List.of(id(line), at));
            } else if (line.phase().equals("s")) {
              assertThat(id(line)).isEqualTo(at);
            }
          }
          assertThat(drawn).as("seed %d", seed).isEqualTo(expected);
        });
  }

  private static int id(Line line) {
    return Integer.parseInt(line.rest().replaceFirst(".*\"id\":(\\d+).*", "$1"));
  }

  private static Trace twoThreads() {
    Trace trace = new Trace();
    trace.threads().put(1, new ThreadInfo(1, "main", false, false, 1, 0));
    trace.threads().put(2, new ThreadInfo(2, "\"Ann\"", false, false, 1, 0));
    return trace;
  }

  @Test
  void readersThatOverlapHaveRowsOfTheirOwn() {
    Trace trace = twoThreads();
    int lock = trace.objects().add(ObjectInfo.of(ObjectType.READ_WRITE_LOCK, "map")::withId);
    long held = LockValue.pack(1, false, true);
    long free = LockValue.pack(0, false, true);
    trace.append(1_001, 1, Kind.LOCK_ACQUIRE, lock, held, 0, 0);
    trace.append(2_000, 2, Kind.LOCK_ACQUIRE, lock, held, 0, 0);
    trace.append(3_000, 1, Kind.LOCK_RELEASE, lock, free, 0, 0);
    trace.append(4_000, 2, Kind.LOCK_RELEASE, lock, free, 0, 0);
    trace.append(4_000, 1, Kind.LOCK_ACQUIRE, lock, held, 0, 0);
    String text = text(trace, Timing.REAL, 5_000);
    List<Line> holds = lines(text).stream().filter(line -> line.category().equals("hold")).toList();
    ToIntFunction<Integer> row = i -> holds.get(i).thread();
    assertThat(holds).extracting(Line::phase).containsExactly("B", "E", "B", "E", "B", "E");
    assertThat(holds)
        .extracting(Line::nanos)
        .containsExactly(1_001L, 3_000L, 2_000L, 4_000L, 4_000L, 5_000L);
    assertThat(row.applyAsInt(2)).isNotEqualTo(row.applyAsInt(0));
    assertThat(row.applyAsInt(4)).isEqualTo(row.applyAsInt(0));
    assertThat(text).contains("\"ts\":1.001,", "\"name\":\"map (2)\"", "\"name\":\"\\\"Ann\\\"\"");
  }

  @Test
  void anEffectWhoseClockIsBehindIsDrawnAtItsCause() {
    Trace trace = twoThreads();
    trace.append(10, 1, Kind.THREAD_START, 0, 0, 0, 0);
    trace.append(50, 1, Kind.THREAD_CREATE, 0, 2, 0, 0);
    trace.append(40, 2, Kind.THREAD_START, 0, 0, 2, 0);
    assertThat(
            lines(text(trace, Timing.REAL, 60)).stream()
                .filter(line -> line.category().equals("cause"))
                .map(line -> line.phase() + line.nanos()))
        .containsExactly("s50", "f50");
  }

  @Test
  void notesFindingsAndValuesAreThere() {
    Trace trace = twoThreads();
    int permits =
        trace
            .objects()
            .add(id -> ObjectInfo.of(ObjectType.SEMAPHORE, "x").withInitial(3).withId(id));
    int x = trace.objects().add(id -> ObjectInfo.of(ObjectType.VARIABLE, "x").withId(id));
    int note = trace.strings().add(_ -> "look\nhere");
    trace.append(10, 1, Kind.SEMAPHORE_ACQUIRE, permits, 2, 0, 0);
    trace.append(20, 1, Kind.VAR_WRITE, x, -7, 0, 0);
    trace.append(30, 1, Kind.NOTE, 0, note, 0, 0);
    Finding finding =
        new Finding(
            "odd",
            Finding.Certainty.OBSERVED,
            List.of(1),
            List.of(),
            List.of(2L, 1L),
            Text.same("\"x\" is odd."));
    StringBuilder text = new StringBuilder();
    new PerfettoTrace(trace, Timing.STEPS, List.of(finding), 1_000_000, Map.of())
        .forEachRemaining(text::append);
    assertThat(text)
        .contains("A controlled run has no time", "(1 ms is a step, not time)")
        .contains("\"name\":\"look\\nhere\",\"s\":\"t\"")
        .contains("\"name\":\"odd\"", "\"message\":\"\\\"x\\\" is odd.\"");
    assertThat(lines(text.toString()).stream().filter(line -> line.phase().equals("C")))
        .extracting(line -> line.name() + " " + line.nanos() + line.rest())
        .containsExactly(
            "x 0,\"args\":{\"value\":3}",
            "x 10,\"args\":{\"value\":1}",
            "x #2 20,\"args\":{\"value\":-7}");
  }

  @Test
  void aLongTraceComesInSmallPieces() {
    Trace trace = twoThreads();
    int lock = trace.objects().add(ObjectInfo.of(ObjectType.REENTRANT_LOCK, "lock")::withId);
    for (int i = 0, release = 0; i < 100_000; i++) {
      int thread = 1 + i % 2;
      trace.append(i * 10L, thread, Kind.LOCK_REQUEST, lock, 0, 0, 0);
      trace.append(i * 10L + 5, thread, Kind.LOCK_ACQUIRE, lock, 4, release, 0);
      release = trace.append(i * 10L + 9, thread, Kind.LOCK_RELEASE, lock, 0, 0, 0);
    }
    PerfettoTrace pieces = new PerfettoTrace(trace, Timing.REAL, List.of(), 2_000_000, Map.of());
    int longest = 0;
    long all = 0;
    while (pieces.hasNext()) {
      int length = pieces.next().length();
      longest = Math.max(longest, length);
      all += length;
    }
    assertThat(longest).isLessThan(400_000);
    assertThat(all).isGreaterThan(200L * longest);
  }
}
