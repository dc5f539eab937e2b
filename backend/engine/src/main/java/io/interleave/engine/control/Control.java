package io.interleave.engine.control;

import io.interleave.engine.event.Kind;

/**
 * The seam under the primitives: every instrumented operation passes here before it acts, and every
 * operation that cannot go on waits here. A live run goes straight through; a scheduler that
 * decides who goes next plugs in here.
 */
public interface Control {

  /** The JDK and the operating system decide. */
  Control LIVE =
      new Control() {
        @Override
        public void point(Kind kind, int object) {}

        @Override
        public boolean block(Kind kind, int object, Blocking wait) throws InterruptedException {
          return wait.await();
        }
      };

  /** The calling thread is about to do this to that object. */
  void point(Kind kind, int object);

  /**
   * The calling thread cannot do this until {@code wait} lets it. No primitive waits anywhere else.
   *
   * @return what {@code wait} returned: false where it gave up
   */
  boolean block(Kind kind, int object, Blocking wait) throws InterruptedException;

  /** A wait of the JDK's. */
  @FunctionalInterface
  interface Blocking {
    boolean await() throws InterruptedException;
  }
}
