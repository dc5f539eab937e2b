package io.interleave.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.interleave.server.problem.Problem;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class CallerTest {

  private static final String TOKEN = "ann.0123456789abcdef";

  private static Caller caller(String address, String path, @Nullable String header) {
    var request =
        MockServerHttpRequest.get(path).remoteAddress(new InetSocketAddress(address, 1234));
    return Caller.of((header == null ? request : request.header(Caller.HEADER, header)).build());
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "::ffff:192.0.2.7, 192.0.2.7",
    "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
    "2001:db8:1:2::, 20010db800010002/64",
    "2001:db8:1:3::, 20010db800010003/64",
  })
  void anIpv6NetworkIsOneClient(String address, String client) {
    assertThat(caller(address, "/", null).client()).isEqualTo(new Client(client, ""));
  }

  @Test
  void aNameIsPartOfTheClientAndASecretIsNot() {
    assertThat(caller("192.0.2.7", "/", "ann").client()).isEqualTo(new Client("192.0.2.7", "ann"));
    assertThat(caller("192.0.2.7", "/", TOKEN).client()).isEqualTo(new Client("192.0.2.7", "ann"));
    assertThat(caller("192.0.2.7", "/?client=ann", null).client())
        .isEqualTo(new Client("192.0.2.7", "ann"));
    assertThat(caller("192.0.2.7", "/", TOKEN).toString()).doesNotContain("0123456789");
  }

  @Test
  void onlyTheTokenThatStartedSomethingMayEndIt() {
    Token given = caller("192.0.2.7", "/", TOKEN).token();
    assertThatNoException().isThrownBy(() -> caller("192.0.2.8", "/", TOKEN).checkIs(given));
    for (String other :
        new String[] {"ann", null, "ann.0123456789abcdee", "bob.0123456789abcdef"}) {
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> caller("192.0.2.7", "/", other).checkIs(given));
    }
    Caller nameless = caller("192.0.2.7", "/", null);
    assertThatNoException()
        .isThrownBy(() -> caller("192.0.2.7", "/", nameless.answer()).checkIs(nameless.token()));
    Caller named = caller("192.0.2.7", "/", "ann");
    assertThat(named.answer()).startsWith("ann.");
    assertThatNoException()
        .isThrownBy(() -> caller("192.0.2.7", "/", named.answer()).checkIs(named.token()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "a b",
        "a.b",
        "a.",
        ".0123456789abcdef",
        "ann.0123456789abcdef.x",
        "é"
      })
  void anotherFormIsAProblem(String header) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> caller("192.0.2.7", "/", header))
        .satisfies(problem -> assertThat(problem.getStatusCode().value()).isEqualTo(400));
  }
}
