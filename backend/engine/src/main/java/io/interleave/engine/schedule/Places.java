package io.interleave.engine.schedule;

import io.interleave.engine.record.Frames;
import java.util.Iterator;
import java.util.stream.Stream;

/** Where in the program's code a task is. */
final class Places {

  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Places() {}

  /** A hash of the calls that lead to the operation that the current task is about to do; not 0. */
  static long here() {
    long place = WALKER.walk(Places::hash);
    return place == 0 ? 1 : place;
  }

  private static long hash(Stream<StackWalker.StackFrame> frames) {
    long hash = 1;
    for (Iterator<StackWalker.StackFrame> each = frames.iterator(); each.hasNext(); ) {
      StackWalker.StackFrame frame = each.next();
      Class<?> type = frame.getDeclaringClass();
      if (type == Task.class) {
        break; // below it are those that run tasks
      }
      if (Frames.isOfProgram(type.getName())) {
        hash = hash * 31 + type.getName().hashCode();
        hash = hash * 31 + frame.getMethodName().hashCode();
        hash = hash * 31 + frame.getByteCodeIndex();
        hash *= 0x9E3779B97F4A7C15L;
      }
    }
    return hash;
  }
}
