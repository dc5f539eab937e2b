package io.interleave.server.problem;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What an answer takes, on a thread that may wait for a disk. */
public final class Work {

  private static final Logger log = LoggerFactory.getLogger(Work.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private Work() {}

  /**
   * What some work comes to, each time that somebody asks.
   *
   * <p>Errors of the JVM become problems. Reactor would take them for its end: it would throw them
   * where nobody hears it, and leave the client without an answer.
   */
  public static <T> Mono<T> of(Callable<T> work) {
    return Mono.fromCallable(() -> call(work)).subscribeOn(Schedulers.boundedElastic());
  }

  private static <T> T call(Callable<T> work) throws Exception {
    try {
      return work.call();
    } catch (OutOfMemoryError e) {
      log.error("An answer takes more memory than there is", e);
      throw Problem.outOfMemory(RETRY_AFTER);
    } catch (VirtualMachineError | LinkageError e) {
      throw new IllegalStateException("the JVM failed", e);
    }
  }
}
