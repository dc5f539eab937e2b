package io.interleave.engine.schedule;

/**
 * What a controlled execution may do.
 *
 * @param memory what reads of plain variables see
 * @param steps the most steps; then it is cut
 * @param retries how often one thread may fail an attempt (a try-lock, a compare-and-set, a timed
 *     wait); one failure more, and the execution goes on without that thread
 * @param spuriousWakeups how often one thread may wake from a condition without a reason
 * @param threads the most threads
 * @param events the most events that are recorded
 */
public record Settings(
    MemoryModel memory, int steps, int retries, int spuriousWakeups, int threads, int events) {

  /** What reads of plain variables see. */
  public enum MemoryModel {
    /** Sequential consistency: the last write. */
    SC("sc"),
    /** What the Java Memory Model allows; see {@link JavaMemory}. */
    JAVA("java");

    private final String word;

    MemoryModel(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public static final Settings DEFAULT =
      new Settings(MemoryModel.SC, 100_000, Integer.MAX_VALUE, 0, 256, 1_000_000);

  public Settings withMemory(MemoryModel model) {
    return new Settings(model, steps, retries, spuriousWakeups, threads, events);
  }

  public Settings withSteps(int most) {
    return new Settings(memory, most, retries, spuriousWakeups, threads, events);
  }

  public Settings withRetries(int most) {
    return new Settings(memory, steps, most, spuriousWakeups, threads, events);
  }

  public Settings withSpuriousWakeups(int most) {
    return new Settings(memory, steps, retries, most, threads, events);
  }

  public Settings withThreads(int most) {
    return new Settings(memory, steps, retries, spuriousWakeups, most, events);
  }

  public Settings withEvents(int most) {
    return new Settings(memory, steps, retries, spuriousWakeups, threads, most);
  }
}
