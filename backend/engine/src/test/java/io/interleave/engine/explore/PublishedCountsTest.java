package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Unhurried;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Settings;
import io.interleave.testing.Nightly;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that have as many classes, or schedules, as papers and arithmetic say. */
class PublishedCountsTest {

  private static final Bounds ENOUGH = Unhurried.bounds(1_000_000);

  private static Report explore(Program program, Method method) throws InterruptedException {
    Report report =
        new Exploration(program, method, Settings.DEFAULT, 1).explore(ENOUGH, progress -> {});
    assertThat(report.exhaustive()).as("exhausted").isTrue();
    assertThat(report.cut()).as("cut").isZero();
    return report;
  }

  static Stream<Arguments> classes() {
    return Stream.of(
        // Each of two threads reads and writes k times; per k, by counting words.
        count("lost update 2x1", StandardPrograms.lostUpdate(2, 1), 4),
        count("lost update 2x2", StandardPrograms.lostUpdate(2, 2), 34),
        count("lost update 2x3", StandardPrograms.lostUpdate(2, 3), 328),
        // n writes in any order, and each read before or after those: (n!)^2.
        count("lost update 3x1", StandardPrograms.lostUpdate(3, 1), 36),
        count("lost update 4x1", StandardPrograms.lostUpdate(4, 1), 576),
        // Each reader before the writer or after it: 2^n.
        count("readers 2", StandardPrograms.readers(2), 4),
        count("readers 5", StandardPrograms.readers(5), 32),
        count("readers 10", StandardPrograms.readers(10), 1024),
        // One after another in any order: (tk)! / (k!)^t.
        count("sections 2x2", StandardPrograms.sections(2, 2), 6),
        count("sections 2x3", StandardPrograms.sections(2, 3), 20),
        count("sections 3x2", StandardPrograms.sections(3, 2), 90),
        count("sections 4x1", StandardPrograms.sections(4, 1), 24),
        count("sections 3x3", StandardPrograms.sections(3, 3), 1680),
        count("store buffering", StandardPrograms.litmus(StandardPrograms.SB), 3),
        count("load buffering", StandardPrograms.litmus(StandardPrograms.LB), 3),
        count("message passing", StandardPrograms.litmus(StandardPrograms.MP), 3),
        count("2+2W", StandardPrograms.litmus(StandardPrograms.TWO_PLUS_TWO_W), 3),
        count("IRIW", StandardPrograms.litmus(StandardPrograms.IRIW), 15),
        count("CoRR2", StandardPrograms.litmus(StandardPrograms.CORR2), 72),
        // Abdulla, Aronis, Jonsson, Sagonas, POPL 2014.
        count("last zero 5", StandardPrograms.lastZero(5), 64),
        // Flanagan, Godefroid, POPL 2005: no two of the first eleven share a slot.
        count("indexer 11", StandardPrograms.indexer(11), 1),
        count("indexer 12", StandardPrograms.indexer(12), 8),
        count("indexer 13", StandardPrograms.indexer(13), 64));
  }

  /** Of the same programs, those that take seconds. */
  static Stream<Arguments> manyClasses() {
    return Stream.of(
        count("lost update 2x4", StandardPrograms.lostUpdate(2, 4), 3334),
        count("lost update 5x1", StandardPrograms.lostUpdate(5, 1), 14_400),
        count("last zero 10", StandardPrograms.lastZero(10), 3328),
        count("indexer 15", StandardPrograms.indexer(15), 4096));
  }

  private static Arguments count(String name, Program program, long classes) {
    return Arguments.of(name, program, classes);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource
  void classes(String name, Program program, long classes) throws InterruptedException {
    assertThat(explore(program, Method.CLASSES).classes()).as(name).isEqualTo(classes);
  }

  @Nightly
  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource
  void manyClasses(String name, Program program, long classes) throws InterruptedException {
    classes(name, program, classes);
  }

  /** Each pair of neighbours meets in one of two orders; all orders in a circle cannot be. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void philosophers(int n) throws InterruptedException {
    Report cyclic = explore(StandardPrograms.philosophers(n, false), Method.CLASSES);
    Report ordered = explore(StandardPrograms.philosophers(n, true), Method.CLASSES);

    assertThat(cyclic.classes()).isEqualTo((1 << n) - 1);
    assertThat(cyclic.deadlocked()).as("every one has one fork").isEqualTo(1);
    assertThat(ordered.classes()).isEqualTo((1 << n) - 2);
    assertThat(ordered.deadlocked()).isZero();
  }

  @Test
  void schedulesOneByOne() throws InterruptedException {
    Program lostUpdate = StandardPrograms.lostUpdate(2, 2);
    Program sections = StandardPrograms.sections(3, 3);

    // 8! / (4! 4!)
    assertThat(explore(lostUpdate, Method.INTERLEAVINGS).classes()).isEqualTo(70);
    assertThat(explore(lostUpdate, Method.STATES).interleavings()).isEqualTo(70);
    assertThat(explore(sections, Method.INTERLEAVINGS).interleavings())
        .isEqualTo(explore(sections, Method.STATES).interleavings());
  }

  /** Where every step conflicts with every other, classes are no fewer than schedules. */
  @Test
  void statesAreFewWhereClassesAreMany() throws InterruptedException {
    Report sections = explore(StandardPrograms.sections(3, 3), Method.STATES);

    assertThat(sections.interleavings()).isEqualTo(1680);
    assertThat(sections.states()).isLessThan(1680 / 4);
  }

  /** With a bound too low, nothing is claimed. */
  @Test
  void notExhaustedIsSaid() throws InterruptedException {
    Report report =
        new Exploration(StandardPrograms.lostUpdate(2, 2), Method.CLASSES, Settings.DEFAULT, 1)
            .explore(Unhurried.bounds(33), progress -> {});

    assertThat(report.exhaustive()).isFalse();
    assertThat(report.classes()).isEqualTo(33);
  }
}
