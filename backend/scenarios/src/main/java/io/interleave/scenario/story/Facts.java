package io.interleave.scenario.story;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.cause.Explain;
import io.interleave.engine.analysis.cause.Explanation;
import io.interleave.engine.analysis.state.Lanes;
import io.interleave.engine.analysis.state.Wait;
import io.interleave.engine.event.Event;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the trace of a finished run says, by the names that its program gave. Not thread-safe. */
public final class Facts {

  private static final long MILLI = 1_000_000;

  private final Trace trace;
  private final List<Finding> findings;
  private final Timing timing;
  private final long end;
  private @Nullable List<Wait> waits;

  /**
   * @param end when the run ended, in nanoseconds since it began
   */
  public Facts(Trace trace, List<Finding> findings, Timing timing, long end) {
    this.trace = trace;
    this.findings = List.copyOf(findings);
    this.timing = timing;
    this.end = end;
  }

  public Trace trace() {
    return trace;
  }

  public List<Finding> findings() {
    return findings;
  }

  /** The first finding of a type, such as {@code deadlock}. */
  public Optional<Finding> finding(String type) {
    return findings.stream().filter(finding -> finding.type().equals(type)).findFirst();
  }

  /** The last event, 0 if there is none. */
  public int last() {
    return trace.size();
  }

  public long end() {
    return end;
  }

  /** Where the run ends, if it ends because threads wait for each other for ever. */
  public Optional<Integer> standstill() {
    return finding("deadlock").map(found -> last());
  }

  /** The number of an event, as answers and sentences have it. */
  public static int seq(Event event) {
    return (int) event.seq();
  }

  /** What a thread is called. */
  public String thread(int id) {
    return trace.threads().get(id).name();
  }

  /** What the thread that did something is called. */
  public String thread(Event event) {
    return thread(event.thread());
  }

  /** What an object is called. */
  public String object(int id) {
    return trace.objects().get(id).name();
  }

  /** All threads but the first, which runs the program. */
  public List<ThreadInfo> started() {
    return trace.threads().all().stream().skip(1).toList();
  }

  /** All events in their order, or those of some kinds. */
  public Stream<Event> events(Kind... kinds) {
    Set<Kind> wanted = Set.of(kinds);
    return IntStream.rangeClosed(1, trace.size())
        .filter(seq -> wanted.isEmpty() || wanted.contains(trace.kind(seq)))
        .mapToObj(trace::get);
  }

  /** Those on the objects of a name. */
  public Stream<Event> on(String object, Kind... kinds) {
    return events(kinds)
        .filter(event -> event.object() != 0 && object(event.object()).equals(object));
  }

  /** Those that a thread did, by its name. */
  public Stream<Event> by(String thread, Kind... kinds) {
    return events(kinds).filter(event -> thread(event).equals(thread));
  }

  /** What a thread noted: the note's event, where there is one of that beginning. */
  public Optional<Event> note(String beginning) {
    return events(Kind.NOTE).filter(event -> text(event).startsWith(beginning)).findFirst();
  }

  /** The text that an event carries, a note or a variable's. */
  public String text(Event event) {
    return trace.strings().get((int) event.value());
  }

  /** The last value that a variable was given, and when; empty where it was given none. */
  public Optional<Answer> lastValue(String variable) {
    return on(variable, Kind.VAR_WRITE, Kind.VAR_UPDATE, Kind.ADDER_SUM)
        .reduce((_, later) -> later)
        .map(event -> new Answer(Long.toString(event.value()), (int) event.seq()));
  }

  /** The most that were between two kinds of event at the same time, and when there were first. */
  public Answer most(Kind in, Kind out) {
    int inside = 0;
    Answer most = new Answer("0", last());
    for (Event event : events(in, out).toList()) {
      inside += event.kind() == in ? 1 : -1;
      if (inside > Integer.parseInt(most.value())) {
        most = new Answer(Integer.toString(inside), (int) event.seq());
      }
    }
    return most;
  }

  /** How many such events there are; it is decided by the last of them. */
  public Answer count(Stream<Event> events) {
    List<Event> all = events.toList();
    return new Answer(
        Integer.toString(all.size()), all.isEmpty() ? last() : (int) all.getLast().seq());
  }

  /** All waits for objects, in the order in which they ended, those that did not last. */
  public List<Wait> waits() {
    if (waits == null) {
      List<Wait> all = new ArrayList<>();
      Lanes.Listener collector =
          new Lanes.Listener() {
            @Override
            public void stretch(int thread, ThreadState state, long from, long to) {}

            @Override
            public void waited(Wait wait) {
              all.add(wait);
            }
          };
      Lanes lanes = new Lanes(trace, timing, collector);
      IntStream.rangeClosed(1, trace.size()).forEach(lanes::event);
      lanes.open(end, collector);
      waits = List.copyOf(all);
    }
    return waits;
  }

  /** Those for the objects of a name. */
  public List<Wait> waits(String object) {
    return waits().stream().filter(wait -> object(wait.object()).equals(object)).toList();
  }

  public Optional<Wait> longest(List<Wait> of) {
    return of.stream().max(Comparator.comparingLong(wait -> wait.to() - wait.from()));
  }

  /** The event that began the first of them. */
  public Optional<Integer> first(List<Wait> of) {
    return of.stream().map(Wait::request).findFirst();
  }

  /** How long they were together. */
  public long total(List<Wait> of) {
    return of.stream().mapToLong(wait -> wait.to() - wait.from()).sum();
  }

  /** Why a thread waited. */
  public Explanation why(Wait wait) {
    return Explain.wait(trace, timing, wait.request(), end).orElseThrow();
  }

  /** A time as a reader would say it. */
  public Text time(long nanos) {
    if (timing == Timing.STEPS) {
      long steps = Math.round(nanos / (double) Lanes.STEP);
      return new Text(steps == 1 ? "%d step" : "%d steps", "%d 步").with(steps);
    }
    if (nanos < MILLI) {
      return Text.same("%d µs".formatted(Math.round(nanos / 1e3)));
    }
    return Text.same(
        String.format(Locale.ROOT, nanos < 10 * MILLI ? "%.1f ms" : "%.0f ms", nanos / 1e6));
  }
}
