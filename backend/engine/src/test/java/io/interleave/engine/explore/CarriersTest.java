package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Unhurried;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What tasks run on makes no difference to what is found. */
class CarriersTest {

  static Stream<Arguments> programs() {
    return Stream.of(
        Arguments.of("kept", keepingTheLock(), 2),
        Arguments.of("crosswise", crosswise(), 3),
        Arguments.of("lost update 2x1", StandardPrograms.lostUpdate(2, 1), 4),
        Arguments.of("lost update 2x2", StandardPrograms.lostUpdate(2, 2), 34),
        Arguments.of("readers 3", StandardPrograms.readers(3), 8),
        Arguments.of("sections 2x2", StandardPrograms.sections(2, 2), 6),
        Arguments.of("philosophers 3", StandardPrograms.philosophers(3, false), 7),
        Arguments.of("philosophers 3, ordered", StandardPrograms.philosophers(3, true), 6),
        Arguments.of("last zero 2", StandardPrograms.lastZero(2), 5),
        Arguments.of("store buffering", StandardPrograms.litmus(StandardPrograms.SB), 3),
        Arguments.of("message passing", StandardPrograms.litmus(StandardPrograms.MP), 3));
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
  @MethodSource("programs")
  void findTheSameByEachMethod(String name, Program program, int classes)
      throws InterruptedException {
    for (Method method : Method.values()) {
      Report one = explore(program, method, Driver.Kind.CONTINUATIONS);
      Report other = explore(program, method, Driver.Kind.VIRTUAL_THREADS);
      assertThat(told(other)).as("%s by %s", name, method).isEqualTo(told(one));
    }
  }

  private static List<Object> told(Report report) {
    List<Object> all = new ArrayList<>();
    all.addAll(List.of(report.exhaustive(), report.executions(), report.classes()));
    all.addAll(List.of(report.redundant(), report.deadlocked(), report.states()));
    all.add(report.interleavings());
    for (Report.Row row : report.outcomes()) {
      all.addAll(List.of(row.value(), row.grade(), row.summary(), row.classes(), row.schedule()));
    }
    Report.Minimal minimal = report.minimal();
    if (minimal != null) {
      all.addAll(List.of(minimal.schedule(), minimal.words(), minimal.preemptions()));
    }
    return all;
  }

  private static Report explore(Program program, Method method, Driver.Kind carrier)
      throws InterruptedException {
    return new Exploration(program, method, Settings.DEFAULT, 1, carrier)
        .explore(Unhurried.bounds(method == Method.SEARCH ? 200 : 100_000), progress -> {});
  }
}
