package io.interleave.server.stream;

import io.interleave.server.store.FrameLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Scheduler;

/**
 * Sends a log to one client, at the pace at which the client's connection asks.
 *
 * <p>It holds a position in the log and nothing else. Whatever may let it go on (demand, growth, a
 * ping that is due) makes it take a turn on its worker; a turn sends a few slices and then goes to
 * the end of the line, so that a client who reads as fast as it can gets no more than its share of
 * the worker. What a busy run appends every few milliseconds goes out together.
 */
final class Viewer {

  private static final int SLICE = 16 * 1024;
  private static final int SLICES_A_TURN = 4;
  // The least time between two sends, unless there is a whole slice to send.
  private static final long PACE = Duration.ofMillis(20).toNanos();
  private static final ByteBuffer PING =
      ByteBuffer.wrap(": ping\n\n".getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();

  private final FrameLog log;
  private final long pingNanos;
  private final FluxSink<ByteBuffer> sink;
  private final Scheduler.Worker worker;
  private final Runnable wakeUp = this::wake;
  private final AtomicInteger calls = new AtomicInteger();
  // The rest is the worker's.
  private ByteBuffer first;
  private long position;
  private long lastSent = System.nanoTime() - PACE;

  private Viewer(
      FrameLog log,
      Start start,
      Duration ping,
      FluxSink<ByteBuffer> sink,
      Scheduler.Worker worker) {
    this.log = log;
    this.first = start.first();
    this.position = start.position();
    this.pingNanos = ping.toNanos();
    this.sink = sink;
    this.worker = worker;
  }

  /** Where a viewer begins: some bytes of its own, then the log from a position on. */
  record Start(ByteBuffer first, long position) {}

  /** Sends until the log is complete and sent, or the client has gone. */
  static void send(
      FrameLog log, Start start, Duration ping, FluxSink<ByteBuffer> sink, Scheduler scheduler) {
    Scheduler.Worker worker = scheduler.createWorker();
    Viewer viewer = new Viewer(log, start, ping, sink, worker);
    sink.onDispose(
        () -> {
          log.removeListener(viewer.wakeUp);
          worker.dispose();
        });
    log.onGrowth(viewer.wakeUp);
    worker.schedulePeriodically(
        viewer.wakeUp, viewer.pingNanos, viewer.pingNanos, TimeUnit.NANOSECONDS);
    sink.onRequest(_ -> viewer.wake());
  }

  private void wake() {
    if (calls.getAndIncrement() == 0) {
      schedule(this::turn, 0);
    }
  }

  private void schedule(Runnable task, long delayNanos) {
    try {
      worker.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // the client has gone, or has all it asked for
    }
  }

  private void turn() {
    int seen = calls.get();
    for (int slices = 0; sink.requestedFromDownstream() > 0; slices++) {
      if (slices == SLICES_A_TURN) {
        schedule(this::turn, 0);
        return;
      }
      if (!sendSlice()) {
        break;
      }
    }
    if (calls.addAndGet(-seen) != 0) {
      schedule(this::turn, 0);
    }
  }

  private boolean sendSlice() {
    boolean complete = log.isComplete();
    long silent = System.nanoTime() - lastSent;
    long unsent = log.size() - position;
    if (first.hasRemaining()) {
      emit(first);
      first = ByteBuffer.allocate(0);
    } else if (unsent > 0) {
      if (unsent < SLICE && silent < PACE && !complete) {
        schedule(wakeUp, PACE - silent);
        return false;
      }
      ByteBuffer slice = log.slice(position, SLICE);
      position += slice.remaining();
      emit(slice);
    } else if (complete) {
      sink.complete();
      return false;
    } else if (silent >= pingNanos) {
      emit(PING.duplicate());
    } else {
      return false;
    }
    return true;
  }

  private void emit(ByteBuffer bytes) {
    lastSent = System.nanoTime();
    sink.next(bytes);
  }
}
