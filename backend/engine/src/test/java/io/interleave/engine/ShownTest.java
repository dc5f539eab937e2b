package io.interleave.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShownTest {

  private static Shown shown(int step, int... counts) {
    Shown shown = new Shown(4, 2);
    for (int seed = 0; seed < 4; seed += step) {
      shown.add(seed, counts[seed]);
    }
    return shown;
  }

  @Test
  void aShareMustShowHalfItsPart() {
    shown(2, 2, 0, 1, 0).atLeast("things", 12);
    assertThatThrownBy(() -> shown(2, 2, 0, 0, 0).atLeast("things", 12))
        .hasMessageContaining("things, by a share");
  }

  @Test
  void allMustShowAll() {
    shown(1, 6, 3, 0, 3).atLeast("things", 12);
    assertThatThrownBy(() -> shown(1, 6, 3, 0, 2).atLeast("things", 12))
        .hasMessageContaining("things");
  }

  @Test
  void whereAllAreTriedNoShareMayFallBehind() {
    assertThatThrownBy(() -> shown(1, 6, 1, 6, 1).atLeast("things", 12))
        .hasMessageContaining("things, by a share");
  }

  @Test
  void moreThanAPartOfOthersIsTooMuch() {
    Shown others = shown(1, 10, 10, 10, 10);
    shown(1, 2, 1, 0, 1).atMostOneIn(10, others, "things");
    assertThatThrownBy(() -> shown(1, 2, 1, 1, 1).atMostOneIn(10, others, "things"))
        .hasMessageContaining("things");
    assertThatThrownBy(() -> shown(2, 3, 0, 2, 0).atMostOneIn(10, shown(2, 10, 0, 10, 0), "things"))
        .hasMessageContaining("things, by a share");
  }
}
