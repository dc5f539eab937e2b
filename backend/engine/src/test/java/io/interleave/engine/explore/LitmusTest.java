package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.ControlledRuns.Controlled;
import io.interleave.engine.Unhurried;
import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Settings.MemoryModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The modelled Java memory has the outcomes that the Java Memory Model allows, as the samples of
 * jcstress list them; and with volatile variables or locks those of sequential consistency.
 */
class LitmusTest {

  private static final Settings JAVA = Settings.DEFAULT.withMemory(MemoryModel.JAVA);

  /** How the threads share the variables. */
  enum Sharing {
    PLAIN,
    VOLATILE,
    LOCKED
  }

  /** Two variables, shared in one way. */
  private static final class Cell {
    final SharedInt variable;
    final TracedReentrantLock lock;
    final boolean locked;

    Cell(String name, Sharing sharing, TracedReentrantLock lock) {
      this.variable =
          sharing == Sharing.VOLATILE ? SharedInt.volatileInt(name, 0) : SharedInt.plain(name, 0);
      this.lock = lock;
      this.locked = sharing == Sharing.LOCKED;
    }

    int get() {
      if (!locked) {
        return variable.get();
      }
      lock.lock();
      int value = variable.get();
      lock.unlock();
      return value;
    }

    void set(int value) {
      if (!locked) {
        variable.set(value);
        return;
      }
      lock.lock();
      variable.set(value);
      lock.unlock();
    }
  }

  /** A thread of a litmus test: notes what it read. */
  private interface Part {
    void run(Cell x, Cell y, StringBuilder seen);
  }

  private static Program program(Sharing sharing, boolean last, Part... parts) {
    return () -> {
      TracedReentrantLock lock = new TracedReentrantLock("lock");
      Cell x = new Cell("x", sharing, lock);
      Cell y = new Cell("y", sharing, lock);
      StringBuilder[] seen = new StringBuilder[parts.length];
      Arrays.setAll(seen, i -> new StringBuilder());
      List<TracedThread> threads = new ArrayList<>();
      for (int i = 0; i < parts.length; i++) {
        int own = i;
        threads.add(TracedThread.platform("t" + (i + 1), () -> parts[own].run(x, y, seen[own])));
      }
      threads.forEach(TracedThread::start);
      for (TracedThread thread : threads) {
        thread.join();
      }
      String all = String.join("", seen);
      return new Outcome(last ? all + x.get() + y.get() : all, true, "");
    };
  }

  private static Set<String> outcomes(Program program, Settings settings)
      throws InterruptedException {
    Report report =
        new Exploration(program, Method.CLASSES, settings, 1)
            .explore(Unhurried.bounds(500_000), progress -> {});
    assertThat(report.exhaustive()).as("exhausted: %s", report.caveat()).isTrue();
    return report.outcomes().stream()
        .map(Report.Row::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * @param relaxed what plain variables may show beyond sequential consistency
   */
  private static void check(
      Set<String> consistent, Set<String> relaxed, boolean last, Part... parts)
      throws InterruptedException {
    Set<String> all = new TreeSet<>(consistent);
    all.addAll(relaxed);
    assertThat(outcomes(program(Sharing.PLAIN, last, parts), Settings.DEFAULT))
        .as("plain, sequentially consistent")
        .isEqualTo(new TreeSet<>(consistent));
    assertThat(outcomes(program(Sharing.PLAIN, last, parts), JAVA))
        .as("plain, Java")
        .isEqualTo(all);
    assertThat(outcomes(program(Sharing.VOLATILE, last, parts), JAVA))
        .as("volatile, Java")
        .isEqualTo(new TreeSet<>(consistent));
    assertThat(outcomes(program(Sharing.LOCKED, last, parts), JAVA))
        .as("locked, Java")
        .isEqualTo(new TreeSet<>(consistent));
  }

  @Test
  void storeBuffering() throws InterruptedException {
    check(
        Set.of("01", "10", "11"),
        Set.of("00"),
        false,
        (x, y, seen) -> {
          x.set(1);
          seen.append(y.get());
        },
        (x, y, seen) -> {
          y.set(1);
          seen.append(x.get());
        });
  }

  @Test
  void loadBuffering() throws InterruptedException {
    check(
        Set.of("00", "01", "10"),
        Set.of("11"),
        false,
        (x, y, seen) -> {
          seen.append(x.get());
          y.set(1);
        },
        (x, y, seen) -> {
          seen.append(y.get());
          x.set(1);
        });
  }

  @Test
  void messagePassing() throws InterruptedException {
    check(
        Set.of("00", "01", "11"),
        Set.of("10"),
        false,
        (x, y, seen) -> {
          x.set(1);
          y.set(1);
        },
        (x, y, seen) -> {
          seen.append(y.get());
          seen.append(x.get());
        });
  }

  @Test
  void coherenceOfTwoReads() throws InterruptedException {
    check(
        Set.of("00", "01", "11"),
        Set.of("10"),
        false,
        (x, y, seen) -> x.set(1),
        (x, y, seen) -> {
          seen.append(x.get());
          seen.append(x.get());
        });
  }

  /** Two readers see two independent writes in different orders: all sixteen. */
  @Test
  void independentReadsOfIndependentWrites() throws InterruptedException {
    Set<String> all = new TreeSet<>();
    for (int i = 0; i < 16; i++) {
      all.add("%4s".formatted(Integer.toBinaryString(i)).replace(' ', '0'));
    }
    Set<String> relaxed = Set.of("1010");
    Set<String> consistent = new TreeSet<>(all);
    consistent.removeAll(relaxed);

    check(
        consistent,
        relaxed,
        false,
        (x, y, seen) -> x.set(1),
        (x, y, seen) -> y.set(1),
        (x, y, seen) -> {
          seen.append(x.get());
          seen.append(y.get());
        },
        (x, y, seen) -> {
          seen.append(y.get());
          seen.append(x.get());
        });
  }

  /** The last values, read after all have ended. */
  @Test
  void twoAndTwoWrites() throws InterruptedException {
    check(
        Set.of("12", "21", "22"),
        Set.of("11"),
        true,
        (x, y, seen) -> {
          x.set(1);
          y.set(2);
        },
        (x, y, seen) -> {
          y.set(1);
          x.set(2);
        });
  }

  /** Each writes what it read: no 1 can come out of thin air. */
  @ParameterizedTest
  @EnumSource
  void nothingComesOutOfThinAir(Sharing sharing) throws InterruptedException {
    Program program =
        program(
            sharing,
            false,
            (x, y, seen) -> {
              int read = x.get();
              seen.append(read);
              y.set(read);
            },
            (x, y, seen) -> {
              int read = y.get();
              seen.append(read);
              x.set(read);
            });

    assertThat(outcomes(program, JAVA)).containsExactly("00");
  }

  /** Once the writer has gone on, who looks for a plain flag may still not see it, ever. */
  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "VOLATILE"})
  void aStopFlagMayStayUnseen(Sharing sharing) throws InterruptedException {
    Program program =
        () -> {
          SharedInt stop =
              sharing == Sharing.VOLATILE
                  ? SharedInt.volatileInt("stop", 0)
                  : SharedInt.plain("stop", 0);
          boolean[] isSet = {false};
          int[] late = {0};
          TracedThread looking =
              TracedThread.platform(
                      "looking",
                      () -> {
                        for (int looks = 0; looks < 4 && stop.get() == 0; looks++) {
                          late[0] += isSet[0] ? 1 : 0;
                        }
                      })
                  .start();
          stop.set(1);
          isSet[0] = true; // in the same step: nothing that the program could tell by
          looking.join();
          return new Outcome(String.valueOf(late[0]), late[0] == 0, "");
        };

    Report report =
        new Exploration(program, Method.INTERLEAVINGS, JAVA, 1)
            .explore(Unhurried.bounds(100_000), progress -> {});

    assertThat(report.exhaustive()).isTrue();
    List<String> late = report.outcomes().stream().map(Report.Row::value).toList();
    if (sharing == Sharing.VOLATILE) {
      assertThat(late).containsExactly("0");
    } else {
      assertThat(late).containsExactlyInAnyOrder("0", "1", "2", "3", "4");
    }
  }

  /** What was written before a volatile flag is there for whoever saw the flag. */
  @Test
  void whatAVolatileFlagAnnouncesIsNeverStale() throws InterruptedException {
    Program program =
        () -> {
          SharedInt data = SharedInt.plain("data", 0);
          SharedInt flag = SharedInt.volatileInt("flag", 0);
          int[] seen = {-1};
          TracedThread reader =
              TracedThread.platform(
                      "reader",
                      () -> {
                        if (flag.get() == 1) {
                          seen[0] = data.get();
                        }
                      })
                  .start();
          data.set(1);
          flag.set(1);
          reader.join();
          return new Outcome(String.valueOf(seen[0]), seen[0] != 0, "");
        };

    assertThat(outcomes(program, JAVA)).containsExactlyInAnyOrder("-1", "1");
  }

  /** A plain reference may be seen before what it refers to; a volatile one may not. */
  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "VOLATILE"})
  void doubleCheckedLocking(Sharing sharing) throws InterruptedException {
    Program program =
        () -> {
          SharedInt reference =
              sharing == Sharing.VOLATILE
                  ? SharedInt.volatileInt("reference", 0)
                  : SharedInt.plain("reference", 0);
          SharedInt field = SharedInt.plain("field", 0);
          TracedReentrantLock lock = new TracedReentrantLock("lock");
          int[] seen = new int[2];
          List<TracedThread> threads = new ArrayList<>();
          for (int t = 0; t < 2; t++) {
            int own = t;
            threads.add(
                TracedThread.platform(
                    "t" + t,
                    () -> {
                      if (reference.get() == 0) {
                        lock.lock();
                        if (reference.get() == 0) {
                          field.set(42);
                          reference.set(1);
                        }
                        lock.unlock();
                      }
                      seen[own] = field.get();
                    }));
          }
          threads.forEach(TracedThread::start);
          for (TracedThread thread : threads) {
            thread.join();
          }
          return new Outcome(
              String.valueOf(Math.min(seen[0], seen[1])), seen[0] == 42 && seen[1] == 42, "");
        };

    Set<String> outcomes = outcomes(program, JAVA);

    assertThat(outcomes(program, Settings.DEFAULT)).containsExactly("42");
    if (sharing == Sharing.VOLATILE) {
      assertThat(outcomes).containsExactly("42");
    } else {
      assertThat(outcomes).containsExactlyInAnyOrder("0", "42");
    }
  }

  /** A stale read has for its cause the write that it saw, not the last one. */
  @Test
  void aStaleReadTellsWhatItSaw() throws InterruptedException {
    Program program =
        program(
            Sharing.PLAIN,
            false,
            (x, y, seen) -> {
              x.set(1);
              x.set(2);
            },
            (x, y, seen) -> seen.append(x.get()));
    Report report =
        new Exploration(program, Method.INTERLEAVINGS, JAVA, 1)
            .explore(Unhurried.bounds(100_000), progress -> {});
    assertThat(report.outcomes())
        .extracting(Report.Row::value)
        .containsExactlyInAnyOrder("0", "1", "2");
    for (Report.Row row : report.outcomes()) {
      Controlled run =
          ControlledRuns.run(
              Plan.replaying(row.schedule()).with(JAVA), program, Driver.Kind.best());
      assertThat(run.run().end().outcome().value()).isEqualTo(row.value());
      Event read =
          run.run().events().stream()
              .filter(event -> event.kind() == Kind.VAR_READ)
              .findFirst()
              .orElseThrow();
      assertThat(read.value()).isEqualTo(Integer.parseInt(row.value()));
      if (read.cause() != 0) {
        assertThat(run.run().trace().kind((int) read.cause())).isEqualTo(Kind.VAR_WRITE);
        assertThat(run.run().trace().value((int) read.cause())).isEqualTo(read.value());
      } else {
        assertThat(read.value()).as("what was there first, or comes later").isIn(0L, 1L, 2L);
      }
    }
  }
}
