package io.interleave.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColumnsTest {

  private static Trace random(long seed, int size) {
    Random random = new Random(seed);
    Trace trace = new Trace();
    Kind[] kinds = Kind.values();
    for (int seq = 1; seq <= size; seq++) {
      long value = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(100) - 50;
      int cause = random.nextBoolean() || seq == 1 ? 0 : 1 + random.nextInt(seq - 1);
      trace.append(
          random.nextLong() >>> 16 + random.nextInt(40),
          1 + random.nextInt(300),
          kinds[random.nextInt(kinds.length)],
          random.nextInt(1 << 20),
          value,
          cause,
          random.nextInt(1 << 16));
    }
    return trace;
  }

  @Test
  void comeBackAsTheyWent() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(~seed);
      Trace trace = random(seed, 1 + random.nextInt(200));
      Trace decoded = new Trace();
      while (decoded.size() < trace.size()) {
        int from = decoded.size() + 1;
        int to = from + random.nextInt(trace.size() - from + 1);
        Columns.decode(Columns.encode(trace, from, to), from, to - from + 1, decoded);
      }
      for (int seq = 1; seq <= trace.size(); seq++) {
        assertThat(decoded.get(seq)).isEqualTo(trace.get(seq));
      }
    }
  }

  @Test
  void refusesWhatIsNotABatch() {
    Trace trace = random(1, 10);
    String data = Columns.encode(trace, 1, 10);
    assertThatThrownBy(() -> Columns.decode(data, 2, 10, new Trace()))
        .hasMessageContaining("where 1 follows");
    assertThatThrownBy(() -> Columns.decode(data, 1, 11, new Trace()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Columns.decode(data, 1, 9, new Trace()))
        .isInstanceOf(IllegalArgumentException.class);
    for (int count : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> Columns.decode(data, 1, count, new Trace()))
          .hasMessageContaining("do not fit");
    }
  }
}
