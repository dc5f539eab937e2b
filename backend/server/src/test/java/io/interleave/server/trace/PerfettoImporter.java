package io.interleave.server.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads a document as Perfetto's JSON importer does, and fails where that one would drop something
 * or count an error.
 *
 * <p>Its rules (json_trace_tokenizer, json_trace_parser, slice_tracker and flow_tracker of the
 * trace processor): events are sorted by time, stably; times are cut off to nanoseconds; a thread
 * is known by its {@code tid} alone, and a process has one of its own number; an end belongs to the
 * open slice on top of its row, by category and name; a moment is a slice of no length; an arrow's
 * end binds to what is on top of its row, and there is one beginning for each id, before its ends;
 * counters are finite numbers.
 */
final class PerfettoImporter {

  private static final long OPEN = -1;

  /** A slice that was imported; its end is {@link #OPEN} until it is known. */
  static final class Slice {
    final long tid;
    final String category;
    final String name;
    final long from;
    final JsonNode args;
    long to = OPEN;

    Slice(long tid, long from, JsonNode event) {
      this.tid = tid;
      this.category = event.get("cat").asString();
      this.name = event.get("name").asString();
      this.from = from;
      this.args = event.get("args");
    }
  }

  record Flow(Slice out, Slice in) {}

  final List<Slice> slices = new ArrayList<>();
  final List<Flow> flows = new ArrayList<>();
  final Map<String, List<Double>> counters = new HashMap<>();
  final Map<Long, String> rows = new HashMap<>();
  final Map<Long, String> processes = new HashMap<>();
  final JsonNode otherData;

  private final Map<Long, Deque<Slice>> stacks = new HashMap<>();
  private final Map<Long, Slice> arrows = new HashMap<>();
  private final Map<Long, Long> processOfRow = new HashMap<>();

  private PerfettoImporter(JsonNode otherData) {
    this.otherData = otherData;
  }

  private record Timed(long nanos, JsonNode event) {}

  static PerfettoImporter read(String document) {
    JsonNode json = TestServer.JSON.readTree(document);
    assertThat(json.propertyNames()).containsExactly("otherData", "traceEvents");
    PerfettoImporter importer = new PerfettoImporter(json.get("otherData"));
    List<Timed> events = new ArrayList<>();
    Map<String, Long> counted = new HashMap<>();
    for (JsonNode event : json.get("traceEvents")) {
      long nanos = importer.tokenize(event);
      events.add(new Timed(nanos, event));
      if (event.get("ph").asString().equals("C")) {
        Long before = counted.put(event.get("name").asString(), nanos);
        assertThat(before == null || before <= nanos).as("in order: %s", event).isTrue();
      }
    }
    events.sort(Comparator.comparingLong(Timed::nanos));
    events.forEach(timed -> importer.parse(timed.event(), timed.nanos()));
    importer.finish();
    return importer;
  }

  private long tokenize(JsonNode event) {
    // Older tokenizers look for these by reading from the front, and cannot read all strings.
    List<String> names = List.copyOf(event.propertyNames());
    boolean metadata = event.get("ph").asString().equals("M");
    assertThat(names)
        .startsWith(
            metadata
                ? new String[] {"ph", "pid", "tid", "name"}
                : new String[] {"ph", "pid", "tid", "ts", "cat", "name"});
    for (JsonNode value : event) {
      assertThat(value.isArray()).as("no arrays: %s", event).isFalse();
    }
    long pid = id(event, "pid");
    long tid = id(event, "tid");
    Long other = processOfRow.put(tid, pid);
    assertThat(other == null || other == pid).as("one process of %d: %s", tid, event).isTrue();
    if (metadata) {
      return 0;
    }
    JsonNode ts = event.get("ts");
    assertThat(ts.isNumber()).as("a time: %s", event).isTrue();
    double micros = ts.asDouble();
    assertThat(micros).isFinite().isNotNegative();
    return (long) (micros * 1000.0);
  }

  private static long id(JsonNode event, String field) {
    assertThat(event.get(field).isIntegralNumber()).as(field + ": %s", event).isTrue();
    long id = event.get(field).asLong();
    assertThat(id).isBetween(1L, 0xffff_ffffL);
    return id;
  }

  private void parse(JsonNode event, long t) {
    long tid = event.get("tid").asLong();
    switch (event.get("ph").asString()) {
      case "M" -> name(event, tid);
      case "B" -> push(tid, t, OPEN, new Slice(tid, t, event));
      case "E" -> end(event, tid, t);
      case "i" -> {
        assertThat(event.get("s").asString()).isEqualTo("t");
        push(tid, t, t, new Slice(tid, t, event));
      }
      case "s" -> {
        Slice before = arrows.put(arrow(event), top(event, tid, t));
        assertThat(before).as("one beginning: %s", event).isNull();
      }
      case "f" -> {
        assertThat(event.get("bp").asString()).isEqualTo("e");
        Slice out = arrows.get(arrow(event));
        assertThat(out).as("a beginning before: %s", event).isNotNull();
        flows.add(new Flow(out, top(event, tid, t)));
      }
      case "C" -> {
        assertThat(event.get("args").isEmpty()).isFalse();
        for (JsonNode value : event.get("args")) {
          assertThat(value.isNumber()).as("a number: %s", event).isTrue();
          assertThat(value.asDouble()).isFinite();
          counters
              .computeIfAbsent(event.get("name").asString(), _ -> new ArrayList<>())
              .add(value.asDouble());
        }
      }
      default -> throw new AssertionError("a phase that nothing is known of: " + event);
    }
  }

  private void name(JsonNode event, long tid) {
    JsonNode args = event.get("args");
    switch (event.get("name").asString()) {
      case "thread_name" ->
          assertThat(rows.put(tid, args.get("name").asString())).as("named once").isNull();
      case "process_name" -> {
        long pid = event.get("pid").asLong();
        assertThat(processes.put(pid, args.get("name").asString())).as("named once").isNull();
      }
      case "thread_sort_index", "process_sort_index" ->
          assertThat(args.get("sort_index").isIntegralNumber()).isTrue();
      default -> throw new AssertionError("metadata that nothing is known of: " + event);
    }
  }

  private static long arrow(JsonNode event) {
    assertThat(event.get("id").isIntegralNumber()).as("an id: %s", event).isTrue();
    return event.get("id").asLong();
  }

  private Deque<Slice> stack(long tid) {
    return stacks.computeIfAbsent(tid, _ -> new ArrayDeque<>());
  }

  /** What ended is taken away, but moments stack on each other. */
  private Deque<Slice> closed(long tid, long t, boolean moment) {
    Deque<Slice> stack = stack(tid);
    while (!stack.isEmpty() && stack.peek().to != OPEN) {
      Slice top = stack.peek();
      boolean stays = top.to > t || top.to == t && top.from == t && moment;
      if (stays) {
        break;
      }
      stack.pop();
    }
    return stack;
  }

  private void push(long tid, long t, long to, Slice slice) {
    slice.to = to;
    closed(tid, t, to == t).push(slice);
    slices.add(slice);
  }

  private void end(JsonNode event, long tid, long t) {
    Slice slice = closed(tid, t, false).peek();
    assertThat(slice).as("something to end: %s", event).isNotNull();
    assertThat(List.of(slice.category, slice.name))
        .as("the top of the row: %s", event)
        .isEqualTo(List.of(event.get("cat").asString(), event.get("name").asString()));
    assertThat(slice.to).isEqualTo(OPEN);
    slice.to = t;
  }

  private Slice top(JsonNode event, long tid, long t) {
    Slice top = stack(tid).peek();
    assertThat(top).as("a slice to bind to: %s", event).isNotNull();
    assertThat(top.from).as("the event's own moment: %s", event).isEqualTo(t);
    assertThat(top.category).as("the event's own moment: %s", event).isIn("event", "note");
    return top;
  }

  private void finish() {
    Set<String> names = new HashSet<>();
    for (Slice slice : slices) {
      assertThat(slice.to).as("the end of " + slice.name).isNotEqualTo(OPEN);
      assertThat(rows).as("the name of the row of " + slice.name).containsKey(slice.tid);
      assertThat(slice.args.isObject()).isTrue();
    }
    for (long pid : processOfRow.values()) {
      assertThat(processes).containsKey(pid);
    }
    for (long pid : processes.keySet()) {
      assertThat(processOfRow).as("nothing else has a process's id").containsEntry(pid, pid);
      assertThat(names.add(processes.get(pid))).isTrue();
    }
  }

  List<Slice> category(String category) {
    return slices.stream().filter(slice -> slice.category.equals(category)).toList();
  }
}
