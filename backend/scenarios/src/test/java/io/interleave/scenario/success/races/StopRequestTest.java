package io.interleave.scenario.success.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import io.interleave.scenario.story.Account;
import io.interleave.scenario.story.Answer;
import io.interleave.scenario.story.Facts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StopRequestTest {

  @Test
  void theInterruptWakesAndTheFlagIsRead() {
    Runs.Run run =
        Runs.variant("stop-request", "both")
            .showing(
                each ->
                    each.goalMet()
                        && !Phenomena.waited(each, Kind.THREAD_WAKE, Kind.THREAD_INTERRUPT)
                            .isEmpty());

    Event interrupt = Phenomena.ofKind(run, Kind.THREAD_INTERRUPT).getFirst();
    assertThat(Phenomena.ofKind(run, Kind.THREAD_WAKE))
        .anyMatch(wake -> wake.cause() == interrupt.seq());
    assertThat(Phenomena.ofKind(run, Kind.VAR_READ))
        .anyMatch(read -> Phenomena.isOn(run, read, "stop") && read.value() == 1);
    assertThat(Phenomena.doers(run, Kind.THREAD_END)).containsExactlyInAnyOrder("sweeper", "main");
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void aFlagAloneIsEnoughWhereNapsAreShort() {
    Runs.variant("stop-request", "flag").showing(Map.of("nap", 10), Runs.Run::goalMet);
  }

  /** A sweeper that never gets a processor sweeps none. */
  @Test
  void noRoomAtAllIsAnAnswerToo() {
    Trace trace = new Trace();
    int main = trace.threads().add(id -> new ThreadInfo(id, "main", false, false, 1, 0));
    trace.append(0, main, Kind.THREAD_START, 0, 0, 0, 0);
    trace.append(1, main, Kind.THREAD_END, 0, 0, 0, 0);
    Facts facts = new Facts(trace, List.of(), Timing.REAL, 1);

    Account account = Runs.variant("stop-request", "both").scenario().account(facts);

    assertThat(account.answers().get("rooms")).isEqualTo(new Answer("0", 2));
  }
}
