package io.interleave.engine.schedule;

import io.interleave.engine.event.Text;
import java.util.Arrays;

/** Which thread took each step, and which of its courses; as text {@code 1*5,2,3.1}. Immutable. */
public final class Schedule {

  static final int THREAD = 0xffff;
  private static final int ALTERNATIVE_SHIFT = 16;
  private static final int MOST_ALTERNATIVE = 0x7fff;

  /** The longest that can be read from text. */
  public static final int MOST_STEPS = 1_000_000;

  public static final Schedule EMPTY = new Schedule(new int[0]);

  // A thread below, an alternative above.
  private final int[] choices;

  private Schedule(int[] choices) {
    this.choices = choices;
  }

  /** Takes the array over. */
  static Schedule of(int[] choices) {
    return new Schedule(choices);
  }

  static int withAlternative(int choice, int alternative) {
    return (choice & THREAD) | alternative << ALTERNATIVE_SHIFT;
  }

  /**
   * Reads a schedule.
   *
   * @throws IllegalArgumentException saying what is wrong with which part
   */
  public static Schedule parse(String text) {
    if (text.isBlank()) {
      return EMPTY;
    }
    int[] choices = new int[16];
    int count = 0;
    for (String part : text.split(",", -1)) {
      String[] repeated = part.strip().split("\\*", -1);
      String[] step = repeated[0].split("\\.", -1);
      int thread = number(part, step[0], 1, THREAD);
      int alternative = step.length > 1 ? number(part, step[1], 0, MOST_ALTERNATIVE) : 0;
      int times = repeated.length > 1 ? number(part, repeated[1], 1, MOST_STEPS) : 1;
      if (step.length > 2 || repeated.length > 2) {
        throw wrong(part);
      }
      if (count + times > MOST_STEPS) {
        throw new InvalidSchedule(
            new Text("A schedule has at most %d steps.", "调度最多有 %d 步。").with(MOST_STEPS));
      }
      if (count + times > choices.length) {
        choices = Arrays.copyOf(choices, Math.max(count + times, choices.length * 2));
      }
      Arrays.fill(choices, count, count + times, withAlternative(thread, alternative));
      count += times;
    }
    return new Schedule(Arrays.copyOf(choices, count));
  }

  private static int number(String part, String digits, int min, int max) {
    try {
      int number = Integer.parseInt(digits.strip());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw wrong(part);
  }

  private static InvalidSchedule wrong(String part) {
    return new InvalidSchedule(
        new Text(
                "'%s' is no part of a schedule; parts look like 2, 2*3 or 2.1.",
                "“%s”不是调度的一部分；各部分形如 2、2*3 或 2.1。")
            .with(part.length() > 40 ? part.substring(0, 40) + "..." : part));
  }

  /** How many steps. */
  public int length() {
    return choices.length;
  }

  /** The id of the thread that takes a step, counted from 0. */
  public int thread(int step) {
    return choices[step] & THREAD;
  }

  /** Which of its courses the step takes, 0 for the ordinary one. */
  public int alternative(int step) {
    return choices[step] >>> ALTERNATIVE_SHIFT;
  }

  /** The first so many steps. */
  public Schedule first(int count) {
    return new Schedule(Arrays.copyOf(choices, count));
  }

  /** One step more. */
  public Schedule then(int thread, int alternative) {
    int[] more = Arrays.copyOf(choices, choices.length + 1);
    more[choices.length] = withAlternative(thread, alternative);
    return new Schedule(more);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schedule schedule && Arrays.equals(choices, schedule.choices);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(choices);
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < choices.length; ) {
      int end = i + 1;
      while (end < choices.length && choices[end] == choices[i]) {
        end++;
      }
      text.append(i == 0 ? "" : ",").append(thread(i));
      if (alternative(i) > 0) {
        text.append('.').append(alternative(i));
      }
      if (end > i + 1) {
        text.append('*').append(end - i);
      }
      i = end;
    }
    return text.toString();
  }
}
