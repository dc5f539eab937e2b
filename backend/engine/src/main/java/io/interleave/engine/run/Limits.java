package io.interleave.engine.run;

import io.interleave.engine.event.Text;
import io.interleave.engine.record.Recording;
import java.time.Duration;

/**
 * The bounds of one run.
 *
 * @param maxEvents 1 to {@link Recording#MOST_EVENTS}; over it the run ends as failed, with all
 *     events up to there
 * @param maxThreads ended ones included
 */
public record Limits(int maxEvents, int maxThreads, Duration maxDuration) {

  public static final Limits DEFAULT = new Limits(1_000_000, 256, Duration.ofSeconds(30));

  public Limits {
    if (maxEvents < 1 || maxEvents > Recording.MOST_EVENTS) {
      throw new IllegalArgumentException(
          "maxEvents is 1 to " + Recording.MOST_EVENTS + ", not " + maxEvents);
    }
    if (maxThreads < 1) {
      throw new IllegalArgumentException("maxThreads is at least 1, not " + maxThreads);
    }
    if (!maxDuration.isPositive()) {
      throw new IllegalArgumentException("maxDuration is positive, not " + maxDuration);
    }
  }

  /** What a run's reason is when it went over one of them. */
  Text reason(Recording.Limit limit) {
    return switch (limit) {
      case EVENTS ->
          new Text("The run recorded more than %d events.", "运行记录的事件超过了 %d 个。").with(maxEvents);
      case THREADS ->
          new Text("The run started more than %d threads.", "运行启动的线程超过了 %d 个。").with(maxThreads);
      case OBJECTS -> new Text("The run made too many objects.", "运行创建的对象太多了。");
    };
  }

  /** What a run's reason is when it took too long. */
  Text tooLong() {
    return new Text("The run took longer than %d ms.", "运行时间超过了 %d 毫秒。")
        .with(maxDuration.toMillis());
  }
}
