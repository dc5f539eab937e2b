package io.interleave.server.store;

import io.interleave.server.client.Client;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run that the store has, as far as it is. */
final class StoredRun implements RunIndex.Member {

  // What it is found by, and what never changes.
  private final String id;
  private final Instant created;
  private final @Nullable String scenario;
  private final Client client;

  private volatile Listed listed;
  // Unfinished runs only: a finished one's is opened when somebody asks.
  private volatile @Nullable FrameLog live;
  // Of its stream; guarded by whoever counts the history.
  private long size;

  private StoredRun(Client client, Listed listed, @Nullable FrameLog live, long size) {
    this.client = client;
    this.id = listed.id();
    this.created = listed.created();
    this.scenario = listed instanceof Run run ? run.scenario() : null;
    this.listed = listed;
    this.live = live;
    this.size = size;
  }

  /** One that a client starts. */
  static StoredRun begun(Client client, Run run, FrameLog live) {
    return new StoredRun(client, run, live, 0);
  }

  /** One that was there before. Nobody's: names and addresses are nowhere in files. */
  static StoredRun finished(Listed listed, long size) {
    return new StoredRun(Client.NOBODY, listed, null, size);
  }

  Client client() {
    return client;
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
  void end(long newSize) {
    size = newSize;
    live = null;
  }
}
