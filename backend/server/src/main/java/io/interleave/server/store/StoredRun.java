package io.interleave.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run that the store has, as far as it is. */
final class StoredRun implements RunIndex.Member {

  // What it is found by, and what never changes.
  private final String id;
  private final Instant created;
  private final @Nullable String scenario;

  private volatile Listed listed;
  // Unfinished runs only: a finished one's is opened when somebody asks.
  private volatile @Nullable FrameLog live;
  // Of its stream; guarded by whoever counts the history.
  private long size;

  StoredRun(Listed listed, @Nullable FrameLog live, long size) {
    this.id = listed.id();
    this.created = listed.created();
    this.scenario = listed instanceof Run run ? run.scenario() : null;
    this.listed = listed;
    this.live = live;
    this.size = size;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Instant created() {
    return created;
  }

  @Override
  public @Nullable String scenario() {
    return scenario;
  }

  Listed listed() {
    return listed;
  }

  /** The run; null if it is damaged. */
  @Nullable Run run() {
    return listed instanceof Run run ? run : null;
  }

  void run(Run now) {
    listed = now;
  }

  void damaged() {
    listed = DamagedRun.of(id, created);
  }

  /** Its log while it grows. */
  @Nullable FrameLog live() {
    return live;
  }

  long size() {
    return size;
  }

  /** Its log grows no more. */
  void finished(long newSize) {
    size = newSize;
    live = null;
  }
}
