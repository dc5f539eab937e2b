package io.interleave.engine.schedule;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tasks as the JDK's own continuations, all on the driver's thread: a switch is a call, and a task
 * that nobody resumes is garbage. The JDK exports them only where it is told to, with {@code
 * --add-exports java.base/jdk.internal.vm=ALL-UNNAMED} or the manifest's {@code Add-Exports}.
 */
final class Continuations implements Carrier {

  private static final @Nullable MethodHandle NEW;
  private static final @Nullable MethodHandle RUN;
  private static final @Nullable MethodHandle YIELD;

  static {
    MethodHandle make = null;
    MethodHandle run = null;
    MethodHandle yield = null;
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> continuation = Class.forName("jdk.internal.vm.Continuation");
      Class<?> scopeType = Class.forName("jdk.internal.vm.ContinuationScope");
      Object scope =
          lookup
              .findConstructor(scopeType, MethodType.methodType(void.class, String.class))
              .invoke("interleave");
      make =
          lookup
              .findConstructor(
                  continuation, MethodType.methodType(void.class, scopeType, Runnable.class))
              .bindTo(scope)
              .asType(MethodType.methodType(Object.class, Runnable.class));
      run =
          lookup
              .findVirtual(continuation, "run", MethodType.methodType(void.class))
              .asType(MethodType.methodType(void.class, Object.class));
      yield =
          lookup
              .findStatic(continuation, "yield", MethodType.methodType(boolean.class, scopeType))
              .bindTo(scope);
    } catch (Throwable e) {
      make = null; // not exported to us: virtual threads do it too
    }
    NEW = make;
    RUN = run;
    YIELD = yield;
  }

  static boolean areAvailable() {
    return NEW != null;
  }

  @Override
  public void prepare(Task task) {
    try {
      task.carried = (Object) Objects.requireNonNull(NEW).invokeExact((Runnable) task::live);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public void resume(Task task) {
    try {
      Objects.requireNonNull(RUN).invokeExact(Objects.<Object>requireNonNull(task.carried));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public void suspend(Task task) {
    try {
      boolean _ = (boolean) Objects.requireNonNull(YIELD).invokeExact();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public boolean mustUnwind() {
    return false;
  }

  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof RuntimeException exception) {
      return exception;
    }
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(e);
  }
}
