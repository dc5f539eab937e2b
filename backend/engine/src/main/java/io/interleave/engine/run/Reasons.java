package io.interleave.engine.run;

import io.interleave.engine.event.Text;
import java.util.List;

/** Why runs end that did not come to their end, where live and controlled ones say the same. */
final class Reasons {

  static final Text CANCELLED = new Text("The run was cancelled.", "运行被取消了。");

  static final Text STANDS =
      new Text("Every thread waits, and none can be woken.", "所有线程都在等待，而且没有一个能被唤醒。");

  private Reasons() {}

  static Text threw(Throwable thrown) {
    return new Text("The program threw %s.", "程序抛出了 %s。").with(Thrown.told(thrown));
  }

  /** Main's exception, and how the run came to its end without it. */
  static Text threw(Throwable thrown, Text then) {
    return Text.NEXT.join(List.of(threw(thrown), then));
  }
}
