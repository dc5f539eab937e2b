package io.interleave.engine.analysis.race;

import io.interleave.engine.analysis.Words;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The locks that a thread held when it did something.
 *
 * @param writing by object, held for writing, as plain locks are
 * @param reading by object, held for reading
 */
public record Locks(Set<Integer> writing, Set<Integer> reading) {

  /** Those of the thread of an event, found by going back from there. */
  public static Locks heldAt(Trace trace, int event) {
    Locks held = new Locks(new TreeSet<>(), new TreeSet<>());
    // Per lock and mode, the last event says how often it is held since.
    Set<Long> known = new HashSet<>();
    for (int seq = event - 1; seq > 0; seq--) {
      Kind kind = trace.kind(seq);
      if (kind != Kind.LOCK_ACQUIRE && kind != Kind.LOCK_RELEASE) {
        continue;
      }
      boolean own = trace.thread(seq) == trace.thread(event);
      LockValue value = LockValue.unpack(trace.value(seq));
      int lock = trace.object(seq);
      // A primitive lock may be released by anybody.
      if ((own || trace.objects().get(lock).type() == ObjectType.LOCK)
          && known.add((long) lock << 1 | (value.read() ? 1 : 0))
          && own
          && value.holds() > 0) {
        (value.read() ? held.reading : held.writing).add(lock);
      }
    }
    return held;
  }

  public boolean isEmpty() {
    return writing.isEmpty() && reading.isEmpty();
  }

  /** A lock that both hold, 0 for none. */
  int common(Locks other) {
    return all().stream().filter(other.all()::contains).findFirst().orElse(0);
  }

  private Set<Integer> all() {
    Set<Integer> all = new TreeSet<>(writing);
    all.addAll(reading);
    return all;
  }

  /** Their names, in quotes. */
  public Text names(Words words) {
    return Words.AND.join(
        all().stream()
            .map(
                lock ->
                    (writing.contains(lock)
                            ? new Text("'%s'", "“%s”")
                            : new Text("'%s' for reading", "“%s”（读）"))
                        .with(words.object(lock)))
            .toList());
  }
}
