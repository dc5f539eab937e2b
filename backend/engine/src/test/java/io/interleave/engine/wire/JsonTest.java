package io.interleave.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void commasAndNesting() {
    StringBuilder text = new StringBuilder();
    Json json = new Json(text);
    json.begin().field("a", 1).name("b").beginArray().value(2).value("x").begin().end().endArray();
    json.field("c", (String) null).field("d", true).name("e").raw("{}").end();
    assertThat(text).hasToString("{\"a\":1,\"b\":[2,\"x\",{}],\"c\":null,\"d\":true,\"e\":{}}");
  }

  @Test
  void escapesWhatWouldBreakALine() {
    assertThat(Json.quote("a\"b\\c\nd\re\tf\u0001\u2028é"))
        .isEqualTo("\"a\\\"b\\\\c\\nd\\re\\tf\\u0001\\u2028é\"");
  }

  @Test
  void escapesWhatIsNoCharacter() {
    assertThat(Json.quote("\ud83d, \ud83d\ude00, \ude00"))
        .isEqualTo("\"\\ud83d, \ud83d\ude00, \\ude00\"");
  }
}
