package io.interleave.engine.perfetto;

import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which row belongs to what, and what it is called. Not thread-safe.
 *
 * <p>The importer looks threads up by their id alone, and gives each process a thread of its own
 * id; so no id stands for two things, but for the main thread's.
 */
final class Tracks {

  private static final int MAIN = 1;
  private static final int OBJECTS = 1_000_000_000;
  private static final int PROCESSES = 2_000_000_000;

  private final Trace trace;
  private final Lines lines;
  private final Map<Integer, String> objects = new HashMap<>();
  private int last = OBJECTS;

  Tracks(Trace trace, Lines lines) {
    this.trace = trace;
    this.lines = lines;
    Set<String> taken = new HashSet<>();
    for (ObjectInfo object : trace.objects().all()) {
      boolean free = taken.add(object.name());
      objects.put(object.id(), free ? object.name() : object.name() + " #" + object.id());
    }
  }

  /** Names all threads, and the processes that they belong to. */
  void declare(String run) {
    Set<Integer> named = new HashSet<>();
    process(process(MAIN), run, 0);
    named.add(MAIN);
    process(OBJECTS, "Objects", 1);
    for (ThreadInfo thread : trace.threads().all()) {
      if (named.add(thread.process())) {
        process(process(thread.process()), "Process " + thread.process(), thread.process());
      }
      row(of(thread), thread.name(), thread.id());
    }
  }

  Track thread(int thread) {
    return of(trace.threads().get(thread));
  }

  private static Track of(ThreadInfo thread) {
    return new Track(process(thread.process()), thread.id());
  }

  private static int process(int process) {
    return process == MAIN ? MAIN : PROCESSES + process;
  }

  /** The row of what belongs to no object in particular, such as counters. */
  Track objects() {
    return new Track(OBJECTS, OBJECTS);
  }

  /** A further row among those of the objects. */
  Track add(String name) {
    last++;
    Track track = new Track(OBJECTS, last);
    row(track, name, last - OBJECTS);
    return track;
  }

  /** What an object is called; no other is called the same. */
  String name(int object) {
    return objects.getOrDefault(object, "object " + object);
  }

  private void process(int process, String name, int index) {
    Track track = new Track(process, process);
    lines.metadata(track, "process_name").field("name", name).end().end();
    lines.metadata(track, "process_sort_index").field("sort_index", index).end().end();
  }

  private void row(Track track, String name, int index) {
    lines.metadata(track, "thread_name").field("name", name).end().end();
    lines.metadata(track, "thread_sort_index").field("sort_index", index).end().end();
  }
}
