package io.interleave.engine.wire;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.Trace;
import io.interleave.engine.event.WakeReason;

/** The value of an event, as the neutral export writes it. */
final class Values {

  private Values() {}

  static boolean isText(Trace trace, Kind kind, int object) {
    if (kind.valueType() == Kind.ValueType.TEXT) {
      return true;
    }
    return switch (kind) {
      case VAR_READ, VAR_WRITE, VAR_UPDATE, VAR_CAS_FAIL -> trace.objects().get(object).text();
      default -> false;
    };
  }

  static void write(Json out, Trace trace, Kind kind, int object, long value) {
    if (isText(trace, kind, object)) {
      out.field("value", trace.strings().get((int) value));
      return;
    }
    switch (kind.valueType()) {
      case NONE -> {}
      case COUNT, THREAD, NANOS, ID, TEXT -> out.field("value", value);
      case REASON -> out.field("value", WakeReason.ofCode(value).word());
      case LOCK -> {
        LockValue lock = LockValue.unpack(value);
        out.name("value")
            .begin()
            .field("mode", lock.read() ? "read" : "write")
            .field("holds", lock.holds());
        if (lock.timed()) {
          out.field("timed", true);
        }
        out.end();
      }
    }
  }
}
