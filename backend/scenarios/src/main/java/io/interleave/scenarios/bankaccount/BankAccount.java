package io.interleave.scenarios.bankaccount;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Text;
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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A transfer is two steps, and in between the money is nowhere. */
public final class BankAccount {

  private static final TextFiles TEXTS = TextFiles.of(BankAccount.class);
  private static final Sentence ALL_THERE = TEXTS.sentence("all-there", "total", "audits");
  private static final Sentence SEEN_OFF = TEXTS.sentence("seen-off", "total", "wrong", "audits");
  private static final Sentence OFF = TEXTS.sentence("off", "total", "right", "wrong", "audits");
  private static final Sentence WRONG_SUM = TEXTS.told("wrong-sum", "sum", "right");
  private static final Sentence ALWAYS_RIGHT = TEXTS.told("always-right", "audits", "right");
  private static final Sentence OVERWRITTEN =
      TEXTS.told("overwritten", "second", "first", "account");
  private static final Sentence HELD = TEXTS.told("held", "total", "right");

  private static final int OPENING = 100;
  private static final String SUM = "sum ";

  private BankAccount() {}

  public static Scenario scenario() {
    return Scenario.of("bank-account", TEXTS)
        .topic(Topics.THREADS_AND_RACES)
        .after("lost-update")
        .parameter(Parameter.integer("accounts", 4, 2, 6))
        .parameter(Parameter.integer("threads", 4, 2, 6))
        .parameter(Parameter.integer("transfers", 3, 1, 8))
        .parameter(Parameter.millis("gap", 10, 0, 20))
        .small("accounts", 2)
        .small("threads", 2)
        .small("transfers", 1)
        .variant(
            Variant.wrong("none", NoLock.class)
                .withPython("no_lock.py")
                .showing("data-race", "lost-update"))
        .variant(Variant.right("one-lock", OneLock.class).withPython("one_lock.py"))
        .variant(Variant.right("ordered-locks", OrderedLocks.class).withPython("ordered_locks.py"))
        .asking(Question.number("total", BankAccount::total))
        .asking(
            Question.whether("wrong-sum", facts -> wrongSums(facts).findFirst().map(Facts::seq)))
        .telling(BankAccount::tell)
        .build();
  }

  static List<SharedInt> balances(int accounts) {
    return IntStream.rangeClosed(1, accounts)
        .mapToObj(number -> SharedInt.plain("account " + number, OPENING))
        .toList();
  }

  static List<Lock> locks(int accounts) {
    return IntStream.rangeClosed(1, accounts)
        .<Lock>mapToObj(number -> new TracedReentrantLock("lock of account " + number))
        .toList();
  }

  /**
   * @param sums the audits', and the last one of what the accounts hold in the end
   */
  static Outcome outcome(List<Integer> sums, int accounts) {
    int right = accounts * OPENING;
    int total = sums.getLast();
    int audits = sums.size() - 1;
    long wrong = sums.stream().limit(audits).filter(sum -> sum != right).count();
    Text summary =
        total != right
            ? OFF.with(total, right, wrong, audits)
            : wrong != 0 ? SEEN_OFF.with(total, wrong, audits) : ALL_THERE.with(total, audits);
    return new Outcome("%d, %d".formatted(total, wrong), total == right && wrong == 0, summary);
  }

  /** What the accounts hold at the end, when main adds them up. */
  private static Optional<Answer> total(Facts facts) {
    List<Event> reads = facts.by("main", Kind.VAR_READ).toList();
    return reads.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Answer(
                Long.toString(reads.stream().mapToLong(Event::value).sum()),
                Facts.seq(reads.getLast())));
  }

  /** What the accounts held in the beginning. */
  private static long right(Facts facts) {
    return facts.trace().objects().all().stream()
        .map(ObjectInfo::initial)
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .sum();
  }

  private static long sum(Facts facts, Event audit) {
    return Long.parseLong(facts.text(audit).substring(SUM.length()));
  }

  private static Stream<Event> wrongSums(Facts facts) {
    long right = right(facts);
    return facts.events(Kind.NOTE).filter(audit -> sum(facts, audit) != right);
  }

  private static Stream<Said> tell(Facts facts) {
    long right = right(facts);
    Said audited =
        wrongSums(facts)
            .findFirst()
            .map(audit -> WRONG_SUM.at(audit.seq(), sum(facts, audit), right))
            .orElseGet(() -> ALWAYS_RIGHT.at(0, facts.events(Kind.NOTE).count(), right));
    Stream<Said> overwritten =
        facts.finding("lost-update").stream()
            .map(
                found ->
                    OVERWRITTEN.at(
                        found.events().getLast(),
                        facts.thread(found.threads().getLast()),
                        facts.thread(found.threads().getFirst()),
                        facts.object(found.objects().getFirst())));
    Stream<Said> held =
        total(facts).stream().map(total -> HELD.at(total.seq(), total.value(), right));
    return Stream.of(Stream.of(audited), overwritten, held).flatMap(each -> each);
  }
}
