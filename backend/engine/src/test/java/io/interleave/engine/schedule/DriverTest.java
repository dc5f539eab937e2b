package io.interleave.engine.schedule;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.interleave.engine.NoThreadIsLeft;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Execute;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(NoThreadIsLeft.class)
class DriverTest {

  private static final Driver.Patience LITTLE =
      new Driver.Patience(Duration.ofMillis(200), Duration.ofMillis(200));

  @ParameterizedTest
  @EnumSource
  void whoComputesForLongIsNamed(Driver.Kind kind) {
    AtomicBoolean stop = new AtomicBoolean();
    Execute program =
        new Execute(
            () -> {
              TracedThread.platform(
                      "busy",
                      () -> {
                        while (!stop.get()) {
                          Thread.onSpinWait();
                        }
                      })
                  .start()
                  .join();
              return new Outcome("", true, "");
            });
    Driver driver =
        new Driver(
            own -> {
              var _ =
                  own.execute(
                      program::main, Settings.DEFAULT, new Sequential(), Promises.NONE, true);
            },
            kind,
            LITTLE);
    driver.start();
    try {
      assertThatExceptionOfType(StalledException.class)
          .isThrownBy(
              () -> {
                while (!driver.await()) {}
              })
          .withMessageContaining("'busy' computes in");
    } finally {
      stop.set(true);
    }
  }
}
