package io.interleave.engine.analysis.race;

import io.interleave.engine.analysis.order.VectorClock;
import java.util.Arrays;

/**
 * The accesses to one variable that a later one may race with: the last write, and the reads since.
 *
 * <p>As long as each read happened before the next one, the last stands for all of them; else the
 * last of each thread is kept.
 */
final class Accesses {

  private static final int SHARED = -1;

  // The seq of the last write, and its thread; 0 for none.
  private int written;
  private int writer;
  // The same of the last read; its thread is SHARED where no single read stands for all.
  private int read;
  private int reader;
  // By thread, where the reads are shared: the seq of its last.
  private int[] reads = {};

  /**
   * Whether a thread has read before, with no write since; then this read is kept in place of that,
   * and races with no write that the other did not race with.
   */
  boolean readAgain(int seq, int thread) {
    if (reader == thread) {
      read = seq;
      return true;
    }
    if (reader == SHARED && thread < reads.length && reads[thread] != 0) {
      reads[thread] = seq;
      return true;
    }
    return false;
  }

  /**
   * Whether a thread has written before, with no access by another since; then this write is kept
   * in place of that.
   */
  boolean writeAgain(int seq, int thread) {
    if (writer != thread || (reader != thread && reader != 0)) {
      return false;
    }
    write(seq, thread);
    return true;
  }

  /** The seq of the write that races with an access by a thread with this clock, 0 for none. */
  int racingWrite(int thread, VectorClock clock) {
    return writer == thread || written <= clock.get(writer) ? 0 : written;
  }

  /**
   * The seq of a read that races with a write by a thread with this clock, 0 for none.
   *
   * @param from the lowest id of a reader to look at
   */
  int racingRead(int thread, VectorClock clock, int from) {
    if (reader != SHARED) {
      return reader < from || reader == thread || read <= clock.get(reader) ? 0 : read;
    }
    for (int each = from; each < reads.length; each++) {
      if (each != thread && reads[each] > clock.get(each)) {
        return reads[each];
      }
    }
    return 0;
  }

  /** A thread with this clock reads. */
  void read(int seq, int thread, VectorClock clock) {
    if (reader == thread || (reader != SHARED && read <= clock.get(reader))) {
      reader = thread;
      read = seq;
      return;
    }
    if (reader != SHARED) {
      keep(reader, read);
      reader = SHARED;
    }
    keep(thread, seq);
  }

  private void keep(int thread, int seq) {
    if (thread >= reads.length) {
      reads = Arrays.copyOf(reads, Math.max(thread + 1, Math.max(8, reads.length * 2)));
    }
    reads[thread] = seq;
  }

  /** A thread writes. */
  void write(int seq, int thread) {
    if (reader == SHARED) {
      Arrays.fill(reads, 0);
    }
    reader = 0;
    read = 0;
    writer = thread;
    written = seq;
  }
}
