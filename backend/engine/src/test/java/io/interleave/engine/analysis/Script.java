package io.interleave.engine.analysis;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Site;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a trace by hand, event by event; each event has the line of its number, and the causes of
 * locks and variables are filled in.
 */
public final class Script {

  public final Trace trace = new Trace();
  private final Map<Integer, Integer> lastWrite = new HashMap<>();
  private final Map<Integer, Integer> lastRelease = new HashMap<>();
  private final Map<Integer, Integer> lastWriteRelease = new HashMap<>();
  private final Map<Integer, Long> values = new HashMap<>();

  /** A script of threads 1 (main) to this many, none of them started. */
  public Script(int threads) {
    for (int i = 1; i <= threads; i++) {
      trace.threads().put(i, new ThreadInfo(i, "t" + i, false, false, 1, 0));
    }
  }

  public int object(ObjectType type, String name) {
    return trace.objects().add(id -> ObjectInfo.of(type, name).withId(id));
  }

  public int object(ObjectType type, String name, long initial) {
    return trace.objects().add(id -> ObjectInfo.of(type, name).withId(id).withInitial(initial));
  }

  /** A child of another object. */
  public int object(ObjectType type, String name, int parent) {
    return trace.objects().add(id -> ObjectInfo.of(type, name).withId(id).withParent(parent));
  }

  public int add(int thread, Kind kind, int object, long value, int cause) {
    int seq = trace.size() + 1;
    return add(thread, kind, object, value, cause, seq);
  }

  public int add(int thread, Kind kind, int object, long value, int cause, int line) {
    if (trace.sites().find(line) == null) {
      trace.sites().put(line, new Site("test/Script.java", line));
    }
    return trace.append(trace.size() * 1_000L, thread, kind, object, value, cause, line);
  }

  public int add(int thread, Kind kind, int object) {
    return add(thread, kind, object, 0, 0);
  }

  public int fork(int thread, int child) {
    int create = add(thread, Kind.THREAD_CREATE, 0, child, 0);
    return add(child, Kind.THREAD_START, 0, 0, create);
  }

  public int join(int thread, int child) {
    int end = add(child, Kind.THREAD_END, 0);
    return add(thread, Kind.THREAD_JOIN, 0, child, end);
  }

  public int read(int thread, int variable) {
    return read(thread, variable, trace.size() + 1);
  }

  public int read(int thread, int variable, int line) {
    return add(
        thread,
        Kind.VAR_READ,
        variable,
        values.getOrDefault(variable, 0L),
        lastWrite.getOrDefault(variable, 0),
        line);
  }

  public int write(int thread, int variable, long value) {
    return write(thread, variable, value, trace.size() + 1);
  }

  public int write(int thread, int variable, long value, int line) {
    int seq = add(thread, Kind.VAR_WRITE, variable, value, 0, line);
    lastWrite.put(variable, seq);
    values.put(variable, value);
    return seq;
  }

  public int update(int thread, int variable, long value) {
    int seq = add(thread, Kind.VAR_UPDATE, variable, value, lastWrite.getOrDefault(variable, 0));
    lastWrite.put(variable, seq);
    values.put(variable, value);
    return seq;
  }

  public int acquire(int thread, int lock) {
    return acquire(thread, lock, false);
  }

  public int acquire(int thread, int lock, boolean read) {
    add(thread, Kind.LOCK_REQUEST, lock, LockValue.pack(0, false, read), 0);
    Map<Integer, Integer> from = read ? lastWriteRelease : lastRelease;
    return add(
        thread,
        Kind.LOCK_ACQUIRE,
        lock,
        LockValue.pack(1, false, read),
        from.getOrDefault(lock, 0));
  }

  public int release(int thread, int lock) {
    return release(thread, lock, false);
  }

  public int release(int thread, int lock, boolean read) {
    int seq = add(thread, Kind.LOCK_RELEASE, lock, LockValue.pack(0, false, read), 0);
    lastRelease.put(lock, seq);
    if (!read) {
      lastWriteRelease.put(lock, seq);
    }
    return seq;
  }
}
