package io.interleave.engine.analysis.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Found;
import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Runs;
import io.interleave.engine.Runs.Body;
import io.interleave.engine.Shown;
import io.interleave.engine.TraceRules;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.TracedQueue;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compared with the obvious twin: requests without an answer in traces that stand. */
class StuckJoinsTest {

  private static final int SHARE = 8;

  private static List<Long> unanswered(Trace trace) {
    List<Long> requests = new ArrayList<>();
    for (int thread = 1; thread <= trace.threads().last(); thread++) {
      int own = thread;
      int last =
          IntStream.rangeClosed(1, trace.size())
              .filter(seq -> trace.thread(seq) == own)
              .max()
              .orElse(0);
      if (last != 0 && trace.kind(last) == Kind.QUEUE_JOIN_REQUEST) {
        requests.add((long) last);
      }
    }
    return requests;
  }

  @ParameterizedTest
  @CsvSource({"QUEUES, 10000, 500", "MIXED, 5000, 5"})
  void agreesWithTheObviousTwin(RandomPrograms.Kind kind, int seeds, int least) {
    Shown shown = new Shown(seeds, SHARE);
    RandomTraces.each(
        "stuck joins",
        kind,
        seeds,
        SHARE,
        4,
        6,
        (seed, trace, ending) -> {
          TraceRules.check(trace);
          Close how = Found.how(ending);
          List<Finding> found = Found.by(new StuckJoins(trace), trace, how);
          List<Long> expected = how == Close.STOOD ? unanswered(trace) : List.of();
          assertThat(found.stream().map(finding -> finding.events().getFirst()).toList())
              .as("seed %d", seed)
              .isEqualTo(expected);
          shown.add(seed, expected.size());
        });
    shown.atLeast("stuck joins", least);
  }

  /** A consumer takes two jobs and says of so many that they are done. */
  private static Body jobs(int done) {
    return () -> {
      TracedQueue<Integer> jobs = new TracedQueue<>("jobs");
      jobs.put(1);
      jobs.put(2);
      TracedThread consumer =
          TracedThread.platform(
              "consumer",
              () -> {
                for (int i = 1; i <= 2; i++) {
                  jobs.poll();
                  if (i <= done) {
                    jobs.taskDone();
                  }
                }
              });
      consumer.start();
      jobs.join();
      consumer.join();
    };
  }

  @Test
  void aJobThatIsNeverDoneIsWaitedForInVain() {
    List<Finding> found = Found.in(20, "stuck-join", jobs(1));
    assertThat(found).hasSize(20);
    assertThat(found.getFirst().message().en())
        .startsWith("main waits until all of 'jobs' is done (")
        .endsWith(
            "nobody is left to say so: 2 put, 1 done. consumer took 2 and said of 1 that it is"
                + " done.");
    assertThat(Found.in(20, "stuck-join", jobs(2))).isEmpty();
  }

  @Test
  void liveItStandsOrEndsAsItShould() {
    Runs.Ended right = Runs.run(jobs(2));
    assertThat(right.end().status()).isEqualTo(Status.COMPLETED);
    TraceRules.check(right.trace());
    int join = right.words().indexOf("queue.join");
    assertThat(right.trace().kind(right.trace().cause(join + 1))).isEqualTo(Kind.QUEUE_DONE);
    Runs.Ended wrong = Runs.run(jobs(1));
    assertThat(wrong.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(wrong.findings()).extracting(Finding::type).contains("stuck-join");
  }
}
