package io.interleave.scenarios.transferdeadlock;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The same line takes two locks for everybody, and the arguments make the order. */
public final class TransferDeadlock {

  private static final TextFiles TEXTS = TextFiles.of(TransferDeadlock.class);
  private static final Sentence TRANSFERS = TEXTS.sentence("transfers", "made", "expected");
  private static final Sentence STANDS = TEXTS.told("stands", "teller", "lock");
  private static final Sentence MADE = TEXTS.told("made", "transfers");
  private static final Sentence WAITED = TEXTS.told("waited", "times", "time");

  private static final int ACCOUNTS = 3;
  private static final int OPENING = 100;

  private TransferDeadlock() {}

  /** What a transfer has to hold and to change. */
  record Account(int number, Lock lock, SharedInt balance) {}

  /** The numbers of two accounts. */
  record Order(int from, int to) {}

  public static Scenario scenario() {
    return Scenario.of("transfer-deadlock", TEXTS)
        .topic(Topics.LIVENESS)
        .after("deadlock", "bank-account")
        .parameter(Parameter.choice("pairs", "opposite", List.of("opposite", "same", "ring")))
        .parameter(Parameter.integer("transfers", 3, 1, 6))
        .parameter(Parameter.millis("gap", 40, 0, 100))
        .small("transfers", 1)
        .variant(
            Variant.wrong("payer-first", PayerFirst.class)
                .showing("deadlock", "lock-order-inversion"))
        .variant(Variant.right("by-id", ByNumber.class))
        .asking(Question.whether("stands", Facts::standstill))
        .asking(Question.number("made", facts -> Optional.of(made(facts))))
        .telling(TransferDeadlock::tell)
        .build();
  }

  static List<Account> accounts() {
    return IntStream.rangeClosed(1, ACCOUNTS)
        .mapToObj(
            number ->
                new Account(
                    number,
                    new TracedReentrantLock("lock of account " + number),
                    SharedInt.plain("account " + number, OPENING)))
        .toList();
  }

  /** What each teller is asked to do. */
  static List<Order> orders(String pairs) {
    return switch (pairs) {
      case "same" -> List.of(new Order(1, 2), new Order(1, 2));
      case "ring" -> List.of(new Order(1, 2), new Order(2, 3), new Order(3, 1));
      default -> List.of(new Order(1, 2), new Order(2, 1));
    };
  }

  static Outcome outcome(int made, int expected) {
    return new Outcome(String.valueOf(made), made == expected, TRANSFERS.with(made, expected));
  }

  /** Of a transfer there are two writes, and nobody stops between them. */
  private static Answer made(Facts facts) {
    List<Event> writes = facts.events(Kind.VAR_WRITE).toList();
    return new Answer(
        Integer.toString(writes.size() / 2),
        writes.isEmpty() ? facts.last() : Facts.seq(writes.getLast()));
  }

  private static Stream<Said> tell(Facts facts) {
    Stream<Said> standing =
        facts.waits().stream()
            .filter(wait -> wait.result() == 0)
            .map(
                wait ->
                    STANDS.at(
                        wait.request(), facts.thread(wait.thread()), facts.object(wait.object())));
    Answer made = made(facts);
    Said waited = WAITED.at(0, facts.waits().size(), facts.time(facts.total(facts.waits())));
    return Stream.concat(standing, Stream.of(MADE.at(made.seq(), made.value()), waited));
  }
}
