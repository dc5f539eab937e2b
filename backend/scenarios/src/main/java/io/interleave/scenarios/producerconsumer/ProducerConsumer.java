package io.interleave.scenarios.producerconsumer;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Arguments;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenarios.Topics;
import java.util.function.Function;

/**
 * A queue between those who make work and those who do it; its bound is what slows the makers down.
 */
public final class ProducerConsumer {

  private ProducerConsumer() {}

  public static Scenario scenario() {
    return Scenario.titled("producer-consumer", "Producers and consumers")
        .topic(Topics.QUEUES)
        .summary("Producers fill a queue faster than consumers empty it; a bound makes them wait.")
        .story(
            """
            In a restaurant the waiters bring orders and the cooks work them off. Between them is a
            rail of slips: a queue. A cook who finds it empty waits, and a waiter who brings an
            order need not know which cook will take it, or when.

            If orders come in faster than they are cooked, a queue without a bound just grows.
            Nothing seems wrong for a while. Everyone is busy and no waiter ever waits; but each new
            order waits longer than the one before, and in the end the memory of the machine is
            full.

            A bounded queue has room for so many and no more. When it is full, put() waits until a
            cook has taken something, and so the producers are slowed down to the pace of the
            consumers. This is called back-pressure. It does not make the work go faster. It makes
            the lack of speed visible at the place where something can be done about it.

            At the end main puts one last slip for each cook that says: go home.
            """)
        .goal("All orders are served, and never more of them wait than the rail has room for.")
        .lookFor(
            "Unbounded: the depth of the queue climbs as long as the producers are at it, "
                + "and then slowly falls.")
        .lookFor(
            "Bounded: the depth touches the bound and stays there, and the producers' lanes "
                + "are blocked in put.")
        .lookFor("Each put that waited ends at a consumer's take: follow the arrow.")
        .lookFor("Make the consumers faster than the producers, and it is take that waits.")
        .parameter(
            Parameter.integer("producers", "Producers", 2, 1, 4, "How many threads bring orders."))
        .parameter(
            Parameter.integer("consumers", "Consumers", 2, 1, 4, "How many threads work them off."))
        .parameter(
            Parameter.integer(
                "orders", "Orders", 20, 1, 40, "How many orders each producer brings."))
        .parameter(
            Parameter.millis(
                "produce", "Time to produce", 8, 0, 50, "How long a producer takes for an order."))
        .parameter(
            Parameter.millis(
                "consume", "Time to consume", 30, 0, 80, "How long a consumer takes for an order."))
        .parameter(
            Parameter.integer(
                "capacity",
                "Room",
                5,
                1,
                20,
                "How many orders may wait; the bound of the bounded queue."))
        .small("producers", 1)
        .small("consumers", 1)
        .small("orders", 2)
        .small("capacity", 1)
        .variant(
            Variant.wrong(
                    "unbounded",
                    "Unbounded queue",
                    "There is always room, so nobody slows the producers down.",
                    UnboundedQueue.class,
                    with(UnboundedQueue::new))
                .withPython("unbounded_queue.py"))
        .variant(
            Variant.right(
                    "bounded",
                    "Bounded queue",
                    "A full queue makes put wait until there is room.",
                    BoundedQueue.class,
                    with(BoundedQueue::new))
                .withPython("bounded_queue.py"))
        .build();
  }

  @FunctionalInterface
  private interface Maker {
    Program make(int producers, int consumers, int orders, int produce, int consume, int capacity);
  }

  private static Function<Arguments, Program> with(Maker maker) {
    return arguments ->
        maker.make(
            arguments.integer("producers"),
            arguments.integer("consumers"),
            arguments.integer("orders"),
            arguments.integer("produce"),
            arguments.integer("consume"),
            arguments.integer("capacity"));
  }

  static Outcome outcome(int served, int expected, int deepest, int room) {
    return new Outcome(
        String.valueOf(deepest),
        served == expected && deepest <= room,
        "%d of %d orders were served; up to %d were waiting, and there is room for %d."
            .formatted(served, expected, deepest, room));
  }
}
