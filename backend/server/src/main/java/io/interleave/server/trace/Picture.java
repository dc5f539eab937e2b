package io.interleave.server.trace;

import io.interleave.engine.analysis.state.ThreadStates;
import io.interleave.engine.analysis.state.ThreadStates.Stretch;
import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A small picture of a run: a lane a thread, coloured by state; blocked and waiting are patterned
 * too, for who does not see colours.
 *
 * <p>A column of pixels in which a lane has several states shows the one that matters most to a
 * learner: contention is never hidden behind running that took a little longer. So a picture has at
 * most {@link #WIDTH} rectangles a lane.
 */
final class Picture {

  static final int WIDTH = 320;
  static final int MOST_LANES = 64;

  private static final int LEAST_LANES = 4;
  private static final int MOST_LANE_HEIGHT = 24;
  private static final int HEIGHT = 120;

  private Picture() {}

  /**
   * @param end when the picture ends, in nanoseconds since the run began
   */
  static String of(Trace trace, long end) {
    Map<Integer, List<Stretch>> states = ThreadStates.of(trace, end);
    int lanes = Math.min(MOST_LANES, states.size());
    int lane = Math.clamp(HEIGHT / Math.max(lanes, LEAST_LANES), 2, MOST_LANE_HEIGHT);
    int height = lane * Math.max(lanes, 1);
    StringBuilder svg = new StringBuilder(4096);
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="What %d threads did">
        <defs>
        <pattern id="b" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path fill="#e8604c" d="M0 0h5v5H0z"/><path fill="#8f3a35" d="M0 0h1.6v5H0z"/></pattern>
        <pattern id="w" width="4" height="4" patternUnits="userSpaceOnUse"><path fill="#8c79d8" d="M0 0h4v4H0z"/><path fill="#5f5296" d="M0 0h1.4v1.4H0z"/></pattern>
        </defs>
        """
            .formatted(WIDTH, height, WIDTH, height, states.size()));
    int top = 0;
    for (List<Stretch> stretches : states.values().stream().limit(MOST_LANES).toList()) {
      draw(stretches, end, top, lane, svg);
      top += lane;
    }
    return svg.append("</svg>\n").toString();
  }

  private static void draw(
      List<Stretch> stretches, long end, int top, int lane, StringBuilder svg) {
    List<Stretch> columns = columns(stretches, end);
    double room = lane - (lane > 4 ? 2 : lane > 2 ? 1 : 0);
    for (Stretch run : columns) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>%n",
              run.from(),
              top + (lane - room * share(run.state())) / 2,
              run.to() - run.from(),
              room * share(run.state()),
              fill(run.state())));
    }
  }

  /** The stretches in pixels instead of nanoseconds, one state a column. */
  static List<Stretch> columns(List<Stretch> stretches, long end) {
    ThreadState[] shown = new ThreadState[WIDTH];
    double scale = (double) WIDTH / end;
    for (Stretch stretch : stretches) {
      int from = Math.min(WIDTH - 1, (int) (stretch.from() * scale));
      int to = Math.min(WIDTH - 1, (int) Math.ceil(stretch.to() * scale) - 1);
      for (int x = from; x <= Math.max(from, to); x++) {
        if (shown[x] == null || weight(stretch.state()) > weight(shown[x])) {
          shown[x] = stretch.state();
        }
      }
    }
    List<Stretch> columns = new ArrayList<>();
    int from = 0;
    for (int x = 1; x <= WIDTH; x++) {
      if (x == WIDTH || shown[x] != shown[from]) {
        if (shown[from] != null) {
          columns.add(new Stretch(shown[from], from, x));
        }
        from = x;
      }
    }
    return columns;
  }

  private static int weight(ThreadState state) {
    return switch (state) {
      case BLOCKED -> 7;
      case WAITING -> 6;
      case RUNNING -> 5;
      case IO -> 4;
      case SLEEPING -> 3;
      case READY -> 2;
      case NEW -> 1;
      case ENDED -> 0;
    };
  }

  /** The height of a state's bar, as a share of the lane: the timeline's. */
  private static double share(ThreadState state) {
    return switch (state) {
      case RUNNING, BLOCKED -> 1;
      case WAITING, IO -> 0.78;
      case READY -> 0.55;
      case SLEEPING -> 0.34;
      case NEW -> 0.16;
      case ENDED -> 0;
    };
  }

  /** The timeline's colours, those of its light theme that also stand on a dark ground. */
  private static String fill(ThreadState state) {
    return switch (state) {
      case BLOCKED -> "url(#b)";
      case WAITING -> "url(#w)";
      case RUNNING -> "#3f9d6b";
      case IO -> "#3391aa";
      case SLEEPING -> "#aab3c2";
      case READY -> "#b78a1c";
      case NEW -> "#8d95a3";
      case ENDED -> "none";
    };
  }
}
