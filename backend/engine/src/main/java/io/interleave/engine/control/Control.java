package io.interleave.engine.control;

import org.jspecify.annotations.Nullable;

/**
 * The seam under the primitives. Every operation on something shared passes here before it acts,
 * and every operation that cannot go on waits here. A live run goes straight through; a scheduler
 * that decides who goes next plugs in here.
 */
public interface Control {

  /** The JDK and the operating system decide. */
  Control LIVE =
      new Control() {
        @Override
        public boolean isLive() {
          return true;
        }

        @Override
        public boolean turn(Intent intent) {
          return false;
        }

        @Override
        public boolean block(Blocking wait) throws InterruptedException {
          return wait.await();
        }

        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public long elapsed() {
          return System.nanoTime();
        }

        @Override
        public void failed() {}

        @Override
        public void observe(long what) {}

        @Override
        public long history() {
          return 0;
        }

        @Override
        public boolean isInterrupted() {
          return Thread.currentThread().isInterrupted();
        }

        @Override
        public boolean takeInterrupt() {
          return Thread.interrupted();
        }

        @Override
        public void interruptSelf() {
          Thread.currentThread().interrupt();
        }

        @Override
        public @Nullable Memory memory() {
          return null;
        }
      };

  /** Whether threads run by themselves, with the JDK's own primitives underneath. */
  boolean isLive();

  /**
   * The calling thread is about to do this.
   *
   * <p>Live, returns at once: whether it is possible remains to be tried. Controlled, returns when
   * the thread has its turn: then it is possible, or the thread has to give up, which {@link
   * #block} will say.
   *
   * @return whether its request has been recorded already
   */
  boolean turn(Intent intent);

  /**
   * The calling thread could not do what it had its turn for, and waits. No primitive waits
   * anywhere else.
   *
   * @param wait the JDK's way to wait, for live runs
   * @return what {@code wait} returned: false where it gave up
   */
  boolean block(Blocking wait) throws InterruptedException;

  /** The clock of the trace, in nanoseconds from any origin. */
  long nanoTime();

  /** The clock of time-outs, in nanoseconds from any origin; virtual in a controlled run. */
  long elapsed();

  /** What the calling thread is doing failed: it looked, and changed nothing. */
  void failed();

  /** What the calling thread is doing told it this. */
  void observe(long what);

  /** A hash of everything that the calling thread did and was told so far. */
  long history();

  /**
   * The interrupt status of the calling thread, for a primitive that is about to ask for its turn,
   * or has it; no step, and nothing changes. Where an operation that is interruptible has its turn
   * and the status is set, {@link #block} throws.
   */
  boolean isInterrupted();

  /** Whether the calling thread was interrupted; it is not any more. */
  boolean takeInterrupt();

  /** Sets the interrupt status of the calling thread, as one does that had to catch it. */
  void interruptSelf();

  /** The modelled memory of plain variables, or null where they are sequentially consistent. */
  @Nullable Memory memory();

  /** A wait of the JDK's. */
  @FunctionalInterface
  interface Blocking {
    boolean await() throws InterruptedException;
  }
}
