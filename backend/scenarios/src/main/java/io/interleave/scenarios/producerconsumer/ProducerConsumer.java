package io.interleave.scenarios.producerconsumer;

import io.interleave.engine.event.Outcome;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenario.text.Sentence;
import io.interleave.scenario.text.TextFiles;
import io.interleave.scenarios.Topics;

/**
 * A queue between those who make work and those who do it; its bound is what slows the makers down.
 */
public final class ProducerConsumer {

  private static final TextFiles TEXTS = TextFiles.of(ProducerConsumer.class);
  private static final Sentence SERVED =
      TEXTS.sentence("served", "served", "expected", "deepest", "room");

  private ProducerConsumer() {}

  public static Scenario scenario() {
    return Scenario.of("producer-consumer", TEXTS)
        .topic(Topics.QUEUES)
        .parameter(Parameter.integer("producers", 2, 1, 4))
        .parameter(Parameter.integer("consumers", 2, 1, 4))
        .parameter(Parameter.integer("orders", 20, 1, 40))
        .parameter(Parameter.millis("produce", 8, 0, 50))
        .parameter(Parameter.millis("consume", 30, 0, 80))
        .parameter(Parameter.integer("capacity", 5, 1, 20))
        .small("producers", 1)
        .small("consumers", 1)
        .small("orders", 2)
        .small("capacity", 1)
        .variant(Variant.wrong("unbounded", UnboundedQueue.class).withPython("unbounded_queue.py"))
        .variant(Variant.right("bounded", BoundedQueue.class).withPython("bounded_queue.py"))
        .build();
  }

  static Outcome outcome(int served, int expected, int deepest, int room) {
    return new Outcome(
        String.valueOf(deepest),
        served == expected && deepest <= room,
        SERVED.with(served, expected, deepest, room));
  }
}
