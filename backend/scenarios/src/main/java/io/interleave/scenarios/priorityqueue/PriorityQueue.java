package io.interleave.scenarios.priorityqueue;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenario.story.Facts;
import io.interleave.scenario.story.Question;
import io.interleave.scenario.story.Said;
import io.interleave.scenario.text.Sentence;
import io.interleave.scenario.text.TextFiles;
import io.interleave.scenarios.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A queue that gives out the most urgent first, and makes takers wait while it is empty. */
public final class PriorityQueue {

  private static final List<String> URGENCIES = List.of("minor", "serious", "critical");

  /** What a call is for where the board was empty after all; the urgencies are those below it. */
  static final int NOBODY = URGENCIES.size();

  /** How many kinds of call there are. */
  static final int KINDS = NOBODY + 1;

  private static final TextFiles TEXTS = TextFiles.of(PriorityQueue.class);
  private static final Sentence CALLED = TEXTS.sentence("called", "called", "patients");
  private static final Sentence FIRST = TEXTS.told("first", "doctor", "urgency", "time");
  private static final Sentence CALLS = TEXTS.told("calls", "calls");
  private static final Sentence PASSED = TEXTS.told("passed", "doctor", "urgency");

  private PriorityQueue() {}

  public static Scenario scenario() {
    return Scenario.of("priority-queue", TEXTS)
        .topic(Topics.CONDITIONS_AND_SIGNALS)
        .after("lost-update", "if-instead-of-while")
        .parameter(Parameter.integer("patients", 9, 1, 18))
        .parameter(Parameter.integer("doctors", 2, 1, 4))
        .parameter(Parameter.millis("quiet", 30, 0, 100))
        .parameter(Parameter.millis("treat", 15, 0, 60))
        .small("patients", 2)
        .small("doctors", 2)
        .variant(
            Variant.wrong("unlocked", Unguarded.class)
                .withPython("unguarded.py")
                .showing("data-race", "lost-update"))
        .variant(Variant.right("condition", Guarded.class).withPython("guarded.py"))
        .asking(Question.number("calls", facts -> Optional.of(facts.count(calls(facts)))))
        .asking(
            Question.whether("overtaken", facts -> overtaking(facts).map(Facts::seq).findFirst()))
        .telling(PriorityQueue::tell)
        .build();
  }

  /** How many wait, by urgency. */
  static List<SharedInt> urgencies() {
    return URGENCIES.stream().map(name -> SharedInt.plain(name, 0)).toList();
  }

  /**
   * Patient n has the urgency n % 3.
   *
   * @param called how many were called, by urgency
   */
  static Outcome outcome(AtomicIntegerArray called, int patients) {
    int all = 0;
    for (int urgency = 0; urgency < NOBODY; urgency++) {
      int came = (patients + NOBODY - urgency) / NOBODY - (urgency == 0 ? 1 : 0);
      all += Math.min(called.get(urgency), came);
    }
    return new Outcome(
        "%d/%d".formatted(all, patients), all == patients, CALLED.with(all, patients));
  }

  /** A doctor takes a patient off the board. */
  private static Stream<Event> calls(Facts facts) {
    return facts.events(Kind.VAR_WRITE).filter(write -> facts.thread(write).startsWith("doctor"));
  }

  /** The calls of patients while more urgent ones were on the board. */
  private static Stream<Event> overtaking(Facts facts) {
    long[] waiting = new long[NOBODY];
    List<Event> found = new ArrayList<>();
    for (Event write : facts.events(Kind.VAR_WRITE).toList()) {
      int urgency = URGENCIES.indexOf(facts.object(write.object()));
      waiting[urgency] = write.value();
      boolean called = facts.thread(write).startsWith("doctor");
      if (called && LongStream.of(waiting).skip(urgency + 1L).anyMatch(count -> count > 0)) {
        found.add(write);
      }
    }
    return found.stream();
  }

  private static Stream<Said> tell(Facts facts) {
    List<Event> calls = calls(facts).toList();
    Stream<Said> first =
        calls.stream()
            .limit(1)
            .map(
                call ->
                    FIRST.at(
                        call.seq(),
                        facts.thread(call),
                        facts.object(call.object()),
                        facts.time(call.t())));
    Stream<Said> passed =
        overtaking(facts)
            .limit(1)
            .map(call -> PASSED.at(call.seq(), facts.thread(call), facts.object(call.object())));
    return Stream.of(first, passed, Stream.of(CALLS.at(0, calls.size()))).flatMap(each -> each);
  }
}
