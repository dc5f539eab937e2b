package io.interleave.engine.record;

import io.interleave.engine.event.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The merger's place in one thread's records, with the record that is next there. Not thread-safe.
 */
final class Cursor implements Comparable<Cursor> {

  final Recorder recorder;
  private Chunk chunk;
  private int position;

  // The record at the head, valid after load() said so.
  long t;
  Kind kind = Kind.THREAD_START;
  int flags;
  int object;
  int site;
  int stamp;
  long value;

  /** Loaded and in the merger's heap or waiting room. */
  boolean queued;

  /** The next cursor that waits for the same thing. */
  @Nullable Cursor nextWaiting;

  Cursor(Recorder recorder) {
    this.recorder = recorder;
    this.chunk = recorder.first();
  }

  int thread() {
    return recorder.thread();
  }

  /** Loads the next record, if one is published. */
  boolean load() {
    if (position == chunk.words.length) {
      Chunk next = chunk.next;
      if (next == null) {
        return false;
      }
      chunk = next;
      position = 0;
    }
    if (position >= chunk.published()) {
      return false;
    }
    long word0 = chunk.words[position];
    long word1 = chunk.words[position + 1];
    t = Chunk.t(word0);
    kind = Kind.ofCode(Chunk.kind(word0));
    flags = Chunk.flags(word0);
    object = Chunk.object(word1);
    site = Chunk.site(word1);
    stamp = Chunk.stamp(word1);
    value = chunk.words[position + 2];
    position += Chunk.WORDS;
    return true;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  @Override
  public int compareTo(Cursor other) {
    int byTime = Long.compare(t, other.t);
    return byTime != 0 ? byTime : Integer.compare(thread(), other.thread());
  }
}
