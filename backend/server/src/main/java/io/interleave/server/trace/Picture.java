package io.interleave.server.trace;

import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import io.interleave.server.trace.ThreadStates.Stretch;
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

  static String of(Trace trace) {
    Map<Integer, List<Stretch>> states = ThreadStates.of(trace);
    long end =
        states.values().stream().flatMap(List::stream).mapToLong(Stretch::to).max().orElse(1);
    int lanes = Math.min(MOST_LANES, states.size());
    int lane = Math.clamp(HEIGHT / Math.max(lanes, LEAST_LANES), 2, MOST_LANE_HEIGHT);
    int height = lane * Math.max(lanes, 1);
    StringBuilder svg = new StringBuilder(4096);
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="What %d threads did">
        <defs>
        <pattern id="b" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path fill="#c2410c" d="M0 0h4v4H0z"/><path fill="#fed7aa" d="M0 0h1.5v4H0z"/></pattern>
        <pattern id="w" width="4" height="4" patternUnits="userSpaceOnUse"><path fill="#fde68a" d="M0 0h4v4H0z"/><path fill="#a16207" d="M0 0h1.5v1.5H0z"/></pattern>
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
    int y = top + (lane > 4 ? 1 : 0);
    int height = lane - (lane > 4 ? 2 : lane > 2 ? 1 : 0);
    for (Stretch run : columns) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
              run.from(),
              y,
              run.to() - run.from(),
              height,
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

  private static String fill(ThreadState state) {
    return switch (state) {
      case BLOCKED -> "url(#b)";
      case WAITING -> "url(#w)";
      case RUNNING -> "#15803d";
      case IO -> "#7c3aed";
      case SLEEPING -> "#94a3b8";
      case READY -> "#bbf7d0";
      case NEW -> "#e2e8f0";
      case ENDED -> "none";
    };
  }
}
