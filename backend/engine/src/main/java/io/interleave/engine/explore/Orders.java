package io.interleave.engine.explore;

import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Task;
import java.util.HashMap;
import java.util.Map;

/**
 * What happens before what in an execution so far, as a hash: equal for equivalent executions,
 * which lead to the same state. Two that are not equivalent have the same hash with a probability
 * of 2<sup>-64</sup>.
 *
 * <p>The happens-before caching of Musuvathi, Qadeer: CHESS, Microsoft Research MSR-TR-2007-149. It
 * assumes no more of a program than classes do. Not thread-safe.
 */
final class Orders {

  /** The steps on an object so far, from the last that writes it. */
  private static final class Touched {
    long written;
    long looks;
    long additions;
  }

  private final Map<Integer, Touched> objects = new HashMap<>();
  private long hash;

  /** A new execution begins. */
  void begin() {
    objects.clear();
    hash = 0;
  }

  /** The last step was this task's. */
  void stepped(Execution execution, Task task) {
    Footprint touched = Footprint.taken(execution, task);
    long step = task.history();
    step = after(step, touched, touched.first());
    step = after(step, touched, touched.second());
    step = after(step, touched, touched.signal());
    for (int object : touched.looks()) {
      step = after(step, touched, object);
    }
    note(step, touched, touched.first());
    note(step, touched, touched.second());
    note(step, touched, touched.signal());
    for (int object : touched.looks()) {
      note(step, touched, object);
    }
    hash += States.mix(step, task.id());
  }

  private long after(long step, Footprint touched, int id) {
    Touched object = id == 0 ? null : objects.get(id);
    if (object == null) {
      return step;
    }
    long mixed = States.mix(step, object.written);
    if (touched.writes(id)) {
      mixed = States.mix(States.mix(mixed, object.looks), object.additions);
    } else {
      // Looks and additions do not conflict with their like.
      mixed = States.mix(mixed, touched.changes(id) ? object.looks : object.additions);
    }
    return mixed;
  }

  private void note(long step, Footprint touched, int id) {
    if (id == 0) {
      return;
    }
    Touched object = objects.computeIfAbsent(id, key -> new Touched());
    if (touched.writes(id)) {
      object.written = step;
      object.looks = 0;
      object.additions = 0;
    } else if (touched.changes(id)) {
      object.additions += step;
    } else {
      object.looks += step;
    }
  }

  /** Of what was done so far. */
  long hash() {
    return hash;
  }
}
