package io.interleave.engine.event;

/** How a trace says that an exception ended a thread: in a note, the thread's last deed. */
public final class Uncaught {

  private static final String NOTE = "uncaught ";
  private static final String HANDLED = "uncaught, for its handler: ";
  private static final String INTERRUPT = NOTE + InterruptedException.class.getName();

  private Uncaught() {}

  /** The note about an exception that nobody handles. */
  public static String note(Throwable thrown) {
    return NOTE + words(thrown);
  }

  /** The note about an exception that the thread's handler is about to be told of. */
  public static String handled(Throwable thrown) {
    return HANDLED + words(thrown);
  }

  // What an exception says of itself is the program's own code.
  private static String words(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (RuntimeException | Error e) {
      return thrown.getClass().getName();
    }
  }

  /**
   * Whether a note says that an exception ended its thread as no exception should. An interrupt may
   * end a thread: that is what it was sent for.
   */
  public static boolean isFault(String note) {
    return note.startsWith(NOTE) && !note.equals(INTERRUPT) && !note.startsWith(INTERRUPT + ":");
  }

  /** The exception that such a note is about, as it printed itself. */
  public static String thrown(String note) {
    return note.substring(NOTE.length());
  }
}
