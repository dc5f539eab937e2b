package io.interleave.scenarios.producerconsumer;

import io.interleave.engine.analysis.state.Wait;
import io.interleave.engine.event.Event;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A queue between those who make work and those who do it; its bound is what slows the makers down.
 */
public final class ProducerConsumer {

  private static final TextFiles TEXTS = TextFiles.of(ProducerConsumer.class);
  private static final Sentence SERVED =
      TEXTS.sentence("served", "served", "expected", "deepest", "room");
  private static final Sentence DEEPEST = TEXTS.told("deepest", "depth", "time");
  private static final Sentence FULL = TEXTS.told("full", "times", "time");

  private ProducerConsumer() {}

  public static Scenario scenario() {
    return Scenario.of("producer-consumer", TEXTS)
        .topic(Topics.QUEUES)
        .after("semaphore")
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
        .asking(Question.number("deepest", facts -> deepest(facts).map(ProducerConsumer::depth)))
        .asking(
            Question.whether(
                "blocks", facts -> full(facts).stream().findFirst().map(wait -> wait.request())))
        .telling(ProducerConsumer::tell)
        .build();
  }

  static Outcome outcome(int served, int expected, int deepest, int room) {
    return new Outcome(
        String.valueOf(deepest),
        served == expected && deepest <= room,
        SERVED.with(served, expected, deepest, room));
  }

  private static Optional<Event> deepest(Facts facts) {
    return facts.on("orders", Kind.QUEUE_PUT).max(Comparator.comparingLong(Event::value));
  }

  private static Answer depth(Event put) {
    return new Answer(Long.toString(put.value()), (int) put.seq());
  }

  /** The waits of those who found the queue full. */
  private static List<Wait> full(Facts facts) {
    return facts.waits("orders").stream()
        .filter(wait -> facts.trace().kind(wait.request()) == Kind.QUEUE_PUT_REQUEST)
        .toList();
  }

  private static Stream<Said> tell(Facts facts) {
    List<Wait> full = full(facts);
    return Stream.concat(
        deepest(facts).stream().map(put -> DEEPEST.at(put.seq(), put.value(), facts.time(put.t()))),
        Stream.of(FULL.at(0, full.size(), facts.time(facts.total(full)))));
  }
}
