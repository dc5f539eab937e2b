package io.interleave.engine.primitive;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A recorded {@link ThreadLocal}: in the trace it is a variable of each thread that touches it,
 * with the thread's name behind its own, and removing it is writing {@code null}. No other thread
 * ever sees it, so an access is no step that a scheduler could put another before. Thread-safe.
 */
public final class TracedThreadLocal<T> extends ThreadLocal<T> {

  /** What one thread has; touched by that thread alone. */
  private final class Own {
    final int id;
    @Nullable T value;

    Own(int id) {
      this.id = id;
    }
  }

  private final Recording recording = Recording.current();
  private final String name;
  // By thread.
  private final Map<Integer, Own> owns = new ConcurrentHashMap<>();

  /** One in which every thread finds {@code null} at first. */
  public TracedThreadLocal(String name) {
    this.name = name;
  }

  private Own own(Recorder me) {
    return owns.computeIfAbsent(
        me.thread(),
        thread ->
            new Own(
                recording.declare(
                    ObjectInfo.of(ObjectType.VARIABLE, "%s of %s".formatted(name, me.info().name()))
                        .withText())));
  }

  @Override
  public @Nullable T get() {
    Recorder me = recording.me();
    me.checkpoint();
    Own own = own(me);
    record(me, Kind.VAR_READ, own);
    return own.value;
  }

  @Override
  public void set(@Nullable T value) {
    Recorder me = recording.me();
    me.checkpoint();
    Own own = own(me);
    own.value = value;
    record(me, Kind.VAR_WRITE, own);
  }

  /** The thread has {@code null} again. */
  @Override
  public void remove() {
    set(null);
  }

  private void record(Recorder me, Kind kind, Own own) {
    me.record(kind, own.id, recording.text(String.valueOf(own.value)));
  }
}
