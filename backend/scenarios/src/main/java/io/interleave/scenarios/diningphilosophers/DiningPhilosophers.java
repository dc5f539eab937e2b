package io.interleave.scenarios.diningphilosophers;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Outcome;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenario.story.Answer;
import io.interleave.scenario.story.Facts;
import io.interleave.scenario.story.Question;
import io.interleave.scenario.story.Said;
import io.interleave.scenario.text.Sentence;
import io.interleave.scenario.text.TextFiles;
import io.interleave.scenarios.Topics;
import java.util.Optional;
import java.util.stream.Stream;

/** Dijkstra's table: as many forks as philosophers, and everyone needs two. */
public final class DiningPhilosophers {

  private static final TextFiles TEXTS = TextFiles.of(DiningPhilosophers.class);
  private static final Sentence MEALS = TEXTS.sentence("meals", "philosophers", "eaten", "wanted");
  private static final Sentence TOGETHER = TEXTS.told("together", "most");
  private static final Sentence NOBODY = TEXTS.told("nobody");

  private DiningPhilosophers() {}

  public static Scenario scenario() {
    return Scenario.of("dining-philosophers", TEXTS)
        .topic(Topics.LIVENESS)
        .after("deadlock")
        .parameter(Parameter.integer("philosophers", 5, 2, 8))
        .parameter(Parameter.integer("meals", 3, 1, 5))
        .parameter(Parameter.millis("think", 20, 0, 50))
        .parameter(Parameter.millis("pause", 50, 0, 60))
        .parameter(Parameter.millis("eat", 20, 1, 40))
        .small("philosophers", 3)
        .small("meals", 1)
        .variant(
            Variant.wrong("naive", LeftForkFirst.class).showing("deadlock", "lock-order-inversion"))
        .variant(Variant.right("footman", Footman.class))
        .variant(Variant.right("ordered", NumberedForks.class))
        .variant(Variant.right("asymmetric", RightHanders.class))
        .variant(Variant.right("try-lock", PutBack.class))
        .asking(Question.whether("stands", Facts::standstill))
        .asking(
            Question.number(
                "together", facts -> Optional.of(facts.most(Kind.WORK_BEGIN, Kind.WORK_END))))
        .telling(DiningPhilosophers::tell)
        .build();
  }

  /** What was eaten at the table, by how many each, and in all. */
  static Outcome outcome(String eaten, int philosophers, int sum, int wanted) {
    return new Outcome(eaten, sum == wanted, MEALS.with(philosophers, sum, wanted));
  }

  private static Stream<Said> tell(Facts facts) {
    Answer most = facts.most(Kind.WORK_BEGIN, Kind.WORK_END);
    return Stream.of(
        most.value().equals("0") ? NOBODY.at(0) : TOGETHER.at(most.seq(), most.value()));
  }
}
