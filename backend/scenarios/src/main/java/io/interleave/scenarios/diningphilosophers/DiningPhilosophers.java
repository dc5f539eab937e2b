package io.interleave.scenarios.diningphilosophers;

import io.interleave.engine.run.Program;
import io.interleave.scenario.Arguments;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenarios.Topics;
import java.util.function.Function;

/** Dijkstra's table: as many forks as philosophers, and everyone needs two. */
public final class DiningPhilosophers {

  private DiningPhilosophers() {}

  public static Scenario scenario() {
    return Scenario.titled("dining-philosophers", "The dining philosophers")
        .topic(Topics.LIVENESS)
        .summary(
            "Everyone picks up the left fork, everyone waits for the right one, and nobody "
                + "eats again.")
        .story(
            """
            Philosophers sit around a table, with one fork between each two neighbours. They think,
            get hungry, and need both the fork on their left and the one on their right to eat. Then
            they put both down and think again.

            Picking up the left fork first seems as good as any rule. But if all of them get hungry
            at about the same time, each picks up the left fork, and every fork is taken. Each waits
            for the right fork, which is the neighbour's left one, and nobody puts a fork down
            before having eaten. The waiting goes all the way around the table.

            Four things must come together for this: a fork is used by one at a time, one is held
            while another is waited for, nobody takes a fork away from anybody, and the waiting
            closes a circle. Take any one of them away and the deadlock cannot happen. The variants
            here break the circle in three ways (a footman who never seats the whole company,
            numbered forks, one neighbour in two who starts on the right), and one stops holding on
            while waiting: a philosopher who does not get the second fork puts the first one back.
            """)
        .goal("Every philosopher gets all the meals.")
        .lookFor(
            "Left fork first: as many forks held as there are lanes, and each lane blocked "
                + "on its neighbour's.")
        .lookFor("With the footman: one lane waits for a seat and holds nothing while it waits.")
        .lookFor(
            "With numbered forks: the last philosopher reaches for the same first fork as "
                + "the first one.")
        .lookFor(
            "With left- and right-handers: neighbours fight for the first fork, where "
                + "losing costs nothing.")
        .lookFor(
            "With forks put back: failed attempts, and some who need many of them. Do all "
                + "get to eat equally soon?")
        .parameter(
            Parameter.integer(
                "philosophers",
                "Philosophers",
                5,
                2,
                8,
                "How many sit at the table, with as many forks."))
        .parameter(Parameter.integer("meals", "Meals", 3, 1, 5, "How often each wants to eat."))
        .parameter(
            Parameter.millis("think", "Thinking", 20, 0, 50, "How long each thinks before a meal."))
        .parameter(
            Parameter.millis(
                "pause",
                "Pause between forks",
                50,
                0,
                60,
                "How long each waits between the first fork and the second. At 0 the circle "
                    + "closes only by bad luck."))
        .parameter(Parameter.millis("eat", "Eating", 20, 1, 40, "CPU time that a meal takes."))
        .small("philosophers", 3)
        .small("meals", 1)
        .variant(
            Variant.wrong(
                    "naive",
                    "Left fork first",
                    "Everyone takes the left fork, then the right one.",
                    LeftForkFirst.class,
                    with(LeftForkFirst::new))
                .showing("deadlock", "lock-order-inversion"))
        .variant(
            Variant.right(
                "footman",
                "A footman",
                "A semaphore seats all but one, so somebody at the table can always get two forks.",
                Footman.class,
                with(Footman::new)))
        .variant(
            Variant.right(
                "ordered",
                "Numbered forks",
                "Everyone takes the fork with the lower number first.",
                NumberedForks.class,
                with(NumberedForks::new)))
        .variant(
            Variant.right(
                "asymmetric",
                "Left- and right-handers",
                "Every second philosopher starts with the right fork.",
                RightHanders.class,
                with(RightHanders::new)))
        .variant(
            Variant.right(
                "try-lock",
                "Put the fork back",
                "Whoever finds the second fork taken puts the first one down and tries "
                    + "again later.",
                PutBack.class,
                with(PutBack::new)))
        .build();
  }

  @FunctionalInterface
  private interface Maker {
    Program make(int philosophers, int meals, int think, int pause, int eat);
  }

  private static Function<Arguments, Program> with(Maker maker) {
    return arguments ->
        maker.make(
            arguments.integer("philosophers"),
            arguments.integer("meals"),
            arguments.integer("think"),
            arguments.integer("pause"),
            arguments.integer("eat"));
  }
}
