package io.interleave.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  @Test
  void whatIsWrittenIsRead() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      Schedule schedule = Schedule.EMPTY;
      for (int i = random.nextInt(40); i > 0; i--) {
        int thread = random.nextInt(10) == 0 ? 1 + random.nextInt(65_535) : 1 + random.nextInt(3);
        int alternative = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
        schedule = schedule.then(thread, alternative);
      }

      Schedule read = Schedule.parse(schedule.toString());

      assertThat(read).isEqualTo(schedule).hasSameHashCodeAs(schedule);
      assertThat(read.length()).isEqualTo(schedule.length());
      int half = schedule.length() / 2;
      assertThat(read.first(half)).isEqualTo(schedule.first(half));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1*5,2,3*2 | 1*5,2,3*2 | 8",
        " 1 , 2 * 3 | 1,2*3 | 4",
        "1,1,1 | 1*3 | 3",
        "3.1,3.0,3 | 3.1,3*2 | 3",
        "2.1*2 | 2.1*2 | 2",
        "65535.32767 | 65535.32767 | 1",
        "1*1000000 | 1*1000000 | 1000000"
      })
  void texts(String text, String written, int length) {
    Schedule schedule = Schedule.parse(text);

    assertThat(schedule.toString()).isEqualTo(written);
    assertThat(schedule.length()).isEqualTo(length);
  }

  @Test
  void nothingIsTheEmptySchedule() {
    assertThat(Schedule.parse("")).isEqualTo(Schedule.EMPTY);
    assertThat(Schedule.parse("  ")).isEqualTo(Schedule.EMPTY);
    assertThat(Schedule.EMPTY.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "x",
        "65536",
        "1.",
        "1.-1",
        "1.32768",
        "1.1.1",
        "1*",
        "1*0",
        "1*2*3",
        "1*-1",
        "*2",
        "1 2",
        "1;2",
        "99999999999",
        "1*1000001"
      })
  void theWrongPartIsNamed(String part) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse("1," + part + ",2"))
        .withMessageContaining("'" + part + "'")
        .withMessageContaining("parts look like");
  }

  @Test
  void aLongWrongPartIsShortened() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse("z".repeat(10_000)))
        .withMessageContaining("z".repeat(40) + "...'")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "1,", ",1", "1,,2"})
  void anEmptyPartIsWrong(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse(text))
        .withMessageContaining("''");
  }

  @Test
  void aScheduleHasAnEnd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse("1*999999,2*2"))
        .withMessage("A schedule has at most 1000000 steps.");
  }
}
