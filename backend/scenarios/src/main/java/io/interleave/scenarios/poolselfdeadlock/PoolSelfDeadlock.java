package io.interleave.scenarios.poolselfdeadlock;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Outcome;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenario.story.Facts;
import io.interleave.scenario.story.Question;
import io.interleave.scenario.story.Said;
import io.interleave.scenario.text.Sentence;
import io.interleave.scenario.text.TextFiles;
import io.interleave.scenarios.Topics;
import java.util.Optional;
import java.util.stream.Stream;

/** All workers wait for tasks that only they could run. */
public final class PoolSelfDeadlock {

  private static final TextFiles TEXTS = TextFiles.of(PoolSelfDeadlock.class);
  private static final Sentence SERVED = TEXTS.sentence("served", "served", "dishes");
  private static final Sentence BEGUN = TEXTS.told("begun", "begun");
  private static final Sentence LEFT = TEXTS.told("left", "left");
  private static final Sentence WAITS = TEXTS.told("waits", "cook", "future");

  private PoolSelfDeadlock() {}

  public static Scenario scenario() {
    return Scenario.of("pool-self-deadlock", TEXTS)
        .topic(Topics.LIVENESS)
        .after("deadlock")
        .parameter(Parameter.integer("cooks", 2, 1, 4))
        .parameter(Parameter.integer("dishes", 3, 1, 6))
        .parameter(Parameter.integer("depth", 1, 1, 3))
        .parameter(Parameter.millis("prepare", 30, 0, 100))
        .small("cooks", 1)
        .small("dishes", 1)
        .variant(
            Variant.wrong("same-pool", SamePool.class)
                .withPython("same_pool.py")
                .showing("deadlock", "pool-starvation"))
        .variant(Variant.right("separate-pools", PoolForEach.class).withPython("pool_for_each.py"))
        .variant(Variant.right("virtual", ThreadForEach.class))
        .asking(Question.whether("stands", Facts::standstill))
        .asking(
            Question.number(
                "begun", facts -> Optional.of(facts.count(facts.events(Kind.IO_BEGIN)))))
        .telling(PoolSelfDeadlock::tell)
        .build();
  }

  static Outcome outcome(int served, int dishes) {
    return new Outcome(
        "%d/%d".formatted(served, dishes), served == dishes, SERVED.with(served, dishes));
  }

  private static Stream<Said> tell(Facts facts) {
    long begun = facts.events(Kind.IO_BEGIN).count();
    long left = facts.events(Kind.TASK_SUBMIT).count() - facts.events(Kind.TASK_START).count();
    Stream<Said> queued = left == 0 ? Stream.of() : Stream.of(LEFT.at(0, left));
    Stream<Said> waiting =
        facts.finding("pool-starvation").stream()
            .flatMap(found -> found.events().stream())
            .map(seq -> facts.trace().get(seq.intValue()))
            .limit(2)
            .map(wait -> WAITS.at(wait.seq(), facts.thread(wait), facts.object(wait.object())));
    return Stream.of(Stream.of(BEGUN.at(0, begun)), waiting, queued).flatMap(each -> each);
  }
}
