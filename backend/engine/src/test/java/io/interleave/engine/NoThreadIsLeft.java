package io.interleave.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs each test in a group of threads of its own, which all that it starts belong to, and checks
 * that they are gone soon after it: whatever other tests do at the same time.
 */
public final class NoThreadIsLeft implements InvocationInterceptor {

  /** Leaves threads behind that nothing can end. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  public @interface But {
    /** Why. */
    String value();
  }

  private static final Duration SOON = Duration.ofSeconds(30);

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> invoked,
      ExtensionContext context)
      throws Throwable {
    ThreadGroup group = new ThreadGroup(context.getUniqueId());
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread test =
        new Thread(
            group,
            () -> {
              try {
                done.complete(invocation.proceed());
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            });
    test.start();
    try {
      done.join();
    } catch (CompletionException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    if (!invoked.getExecutable().isAnnotationPresent(But.class)) {
      long deadline = System.nanoTime() + SOON.toNanos();
      List<Thread> left = alive(group);
      while (!left.isEmpty() && System.nanoTime() - deadline < 0) {
        left.getFirst().join(10);
        left = alive(group);
      }
      assertThat(left).as("threads that are left").isEmpty();
    }
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> invoked,
      ExtensionContext context)
      throws Throwable {
    interceptTestMethod(invocation, invoked, context);
  }

  /** But for the JDK's timer, which belongs to whoever is the first to need one. */
  private static List<Thread> alive(ThreadGroup group) {
    Thread[] threads = new Thread[1_000];
    return Arrays.stream(threads, 0, group.enumerate(threads))
        .filter(thread -> !thread.getName().startsWith("ForkJoinPool.commonPool"))
        .toList();
  }
}
