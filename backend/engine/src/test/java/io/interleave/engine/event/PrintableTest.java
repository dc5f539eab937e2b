package io.interleave.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void ordinaryNamesStayAsTheyAre() {
    for (String name :
        new String[] {"", "worker 1", "队列", "Zoë", "naïve\u00a0one", "😀", "שלום", "a\\u202e"}) {
      assertThat(Printable.of(name)).isSameAs(name);
    }
  }

  @Test
  void whatNobodyCouldShowIsEscaped() {
    assertThat(Printable.of("a\ud83d")).isEqualTo("a\\ud83d");
    assertThat(Printable.of("\ude00a")).isEqualTo("\\ude00a");
    assertThat(Printable.of("\ude00\ud83d")).isEqualTo("\\ude00\\ud83d");
    assertThat(Printable.of("\ud83d\ud83d\ude00")).isEqualTo("\\ud83d😀");
    assertThat(Printable.of("evil\u202egnp.exe")).isEqualTo("evil\\u202egnp.exe");
    for (char control :
        "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069".toCharArray()) {
      assertThat(Printable.of("a" + control)).isEqualTo("a\\u%04x".formatted((int) control));
    }
  }

  @Test
  void sentencesKeepTheirDirection() {
    Text text = new Text("%s waits for %d, %s.", "%s 等待 %d，%s。").with("שלום", 3, "abc");
    assertThat(text.en()).isEqualTo("\u2068שלום\u2069 waits for 3, abc.");
    assertThat(text.zh()).isEqualTo("\u2068שלום\u2069 等待 3，abc。");
    assertThat(Text.same("%s").with(new IllegalStateException("\u202e\ud800")).en())
        .isEqualTo("java.lang.IllegalStateException: \\u202e\\ud800");
  }
}
