package io.interleave.server.session;

import io.interleave.server.client.Client;
import io.interleave.server.client.Turnstile;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The threads that work for sessions: few, because each request keeps a processor busy, and apart
 * from those that touch files. Clients take turns. Thread-safe.
 */
final class Workers {

  private final ExecutorService threads;
  private final Turnstile<Runnable> turnstile;

  Workers(int threads, int clientsPerAddress) {
    this.threads =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("sessions-", 0).factory());
    this.turnstile = new Turnstile<>(threads, clientsPerAddress, this::begin);
  }

  /** What a task makes, when its turn has come; nobody works for a client that has gone. */
  <T> Mono<T> work(Client client, Callable<T> task) {
    return Mono.create(
        sink -> {
          FutureTask<Void> work = new FutureTask<>(() -> tell(sink, task), null);
          Runnable turn =
              () -> {
                try {
                  work.run();
                } finally {
                  turnstile.leave();
                }
              };
          sink.onCancel(
              () -> {
                turnstile.withdraw(client, turn);
                work.cancel(true);
              });
          turnstile.enter(client, turn);
        });
  }

  private void begin(Runnable turn) {
    try {
      threads.execute(turn);
    } catch (RejectedExecutionException e) {
      // the server is shutting down, and closes the connection of whoever waits for it
    }
  }

  private static <T> void tell(MonoSink<T> sink, Callable<T> task) {
    T result;
    try {
      result = task.call();
    } catch (Throwable e) {
      sink.error(e);
      return;
    }
    sink.success(result);
  }

  void stop() {
    threads.shutdownNow();
  }
}
