package io.interleave.engine.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every public method of a recorded type is the type's own, recorded or refused, so that a new
 * method of the JDK's does not go past the recording. What is inherited stands here, with its
 * reason.
 */
class EveryMethodTest {

  private static final Map<Class<?>, Set<String>> INHERITED =
      Map.of(
          TracedExecutor.class,
          // They make futures by newTaskFor and hand them to execute.
          Set.of("submit", "finalize"),
          TracedFuture.class,
          // They ask for the state.
          Set.of("resultNow", "exceptionNow", "toString"),
          TracedQueue.class,
          // Made of offer, poll, peek, size, contains and the iterator.
          Set.of(
              "add",
              "addAll",
              "containsAll",
              "element",
              "forEach",
              "isEmpty",
              "parallelStream",
              "remove()",
              "spliterator",
              "stream",
              "toArray(java.util.function.IntFunction)",
              "toString"),
          TracedLatch.class,
          Set.of("toString"),
          TracedBarrier.class,
          Set.of("getParties"),
          TracedSemaphore.class,
          // Final in the JDK: in a controlled run nobody queues.
          Set.of("hasQueuedThreads", "getQueueLength", "isFair", "toString"),
          TracedThreadLocal.class,
          Set.of(),
          TracedStampedLock.class,
          Set.of());

  static List<Class<?>> types() {
    return List.copyOf(INHERITED.keySet());
  }

  @ParameterizedTest
  @MethodSource("types")
  void isTheTypesOwn(Class<?> type) {
    Set<String> foreign = new TreeSet<>();
    Set<String> allowed = INHERITED.get(type);
    for (Method method : type.getMethods()) {
      Class<?> from = method.getDeclaringClass();
      boolean ours = from.getModule() == type.getModule() || from == Object.class;
      if (!ours && !Modifier.isStatic(method.getModifiers())) {
        String parameters =
            String.join(
                ",", Arrays.stream(method.getParameterTypes()).map(Class::getName).toList());
        if (!allowed.contains(method.getName())
            && !allowed.contains(method.getName() + "(" + parameters + ")")) {
          foreign.add(method.getName() + "(" + parameters + ")");
        }
      }
    }
    assertThat(foreign).isEmpty();
  }
}
