package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Unhurried;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Settings;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What tasks run on makes no difference to what is found. */
class CarriersTest {

  static Stream<Arguments> programs() {
    return Stream.of(
        Arguments.of("kept", keepingTheLock(), 2),
        Arguments.of("crosswise", crosswise(), 3),
        Arguments.of("lost update", StandardPrograms.lostUpdate(2, 1), 4),
        Arguments.of("philosophers", StandardPrograms.philosophers(3, false), 7));
  }

  private static Program keepingTheLock() {
    return () -> {
      TracedReentrantLock lock = new TracedReentrantLock("m");
      TracedThread one = TracedThread.platform("one", lock::lock).start();
      TracedThread two = TracedThread.platform("two", lock::lock).start();
      one.join();
      two.join();
      return new Outcome("", true, "");
    };
  }

  private static Program crosswise() {
    return () -> {
      TracedReentrantLock a = new TracedReentrantLock("a");
      TracedReentrantLock b = new TracedReentrantLock("b");
      List<TracedThread> all =
          List.of(
              TracedThread.platform("one", () -> both(a, b)).start(),
              TracedThread.platform("two", () -> both(b, a)).start());
      for (TracedThread each : all) {
        each.join();
      }
      return new Outcome("", true, "");
    };
  }

  private static void both(TracedReentrantLock first, TracedReentrantLock second) {
    first.lock();
    second.lock();
    second.unlock();
    first.unlock();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void findTheSameClasses(String name, Program program, int classes) throws InterruptedException {
    for (Driver.Kind carrier : Driver.Kind.values()) {
      Report report = explore(program, Method.CLASSES, carrier);
      assertThat(report.exhaustive()).as("%s on %s", name, carrier).isTrue();
      assertThat(report.classes()).as("%s on %s", name, carrier).isEqualTo(classes);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STATES", "INTERLEAVINGS"})
  void findTheSameBy(Method method) throws InterruptedException {
    for (Program program : List.of(keepingTheLock(), crosswise())) {
      Report one = explore(program, method, Driver.Kind.CONTINUATIONS);
      Report other = explore(program, method, Driver.Kind.VIRTUAL_THREADS);
      assertThat(other.classes()).isEqualTo(one.classes());
      assertThat(other.states()).isEqualTo(one.states());
      assertThat(other.outcomes())
          .extracting(Report.Row::summary)
          .isEqualTo(one.outcomes().stream().map(Report.Row::summary).toList());
    }
  }

  private static Report explore(Program program, Method method, Driver.Kind carrier)
      throws InterruptedException {
    return new Exploration(program, method, Settings.DEFAULT, 1, carrier)
        .explore(Unhurried.bounds(100_000), progress -> {});
  }
}
