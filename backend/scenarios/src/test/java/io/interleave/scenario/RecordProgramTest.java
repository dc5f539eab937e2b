package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.run.Program;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordProgramTest {

  private static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.integer("count", 3, 1, 5),
          Parameter.flag("fair", true),
          Parameter.choice("order", "fifo", List.of("fifo", "any")));

  private record Fitting(String order, int count, boolean fair) implements Program {
    @Override
    public Outcome run() {
      return new Outcome(order, fair, "");
    }
  }

  private record Misspelt(int coutn) implements Program {
    @Override
    public Outcome run() {
      return new Outcome(String.valueOf(coutn), true, "");
    }
  }

  private record Mistyped(boolean count) implements Program {
    @Override
    public Outcome run() {
      return new Outcome("", count, "");
    }
  }

  private static Program make(Class<? extends Program> type, Map<String, ?> given) {
    return new RecordProgram(type).apply(Arguments.of(PARAMETERS, given));
  }

  @Test
  void componentsTakeTheParametersOfTheirNames() {
    assertThat(make(Fitting.class, Map.of("count", 5))).isEqualTo(new Fitting("fifo", 5, true));
    assertThat(make(Fitting.class, Map.of("fair", false, "order", "any")))
        .isEqualTo(new Fitting("any", 3, false));
  }

  @Test
  void aComponentThatIsNoParameterIsNamed() {
    assertThatThrownBy(() -> make(Misspelt.class, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Misspelt takes [coutn], but the parameters are [count, fair, order]");
  }

  @Test
  void aComponentOfAnotherTypeIsRefused() {
    assertThatThrownBy(() -> make(Mistyped.class, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Mistyped cannot be made of [3]");
  }
}
