package io.interleave.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.interleave.server.config.InterleaveProperties;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ProxiesTest {

  private static Proxies proxies(String listed, String header) {
    Map<String, String> properties = new HashMap<>();
    properties.put("interleave.network.proxies", listed);
    properties.put("interleave.network.forwarded-header", header);
    return new Proxies(
        new Binder(new MapConfigurationPropertySource(properties))
            .bindOrCreate("interleave", InterleaveProperties.class));
  }

  private static MockServerHttpRequest.BaseBuilder<?> from(String address) {
    return MockServerHttpRequest.get("http://course.example/")
        .remoteAddress(new InetSocketAddress(address, 1234));
  }

  private static String client(ServerHttpRequest request) {
    return Objects.requireNonNull(request.getRemoteAddress()).getAddress().getHostAddress();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // who speaks | what it says | who is asking
        "198.51.100.1 | 203.0.113.9 | 198.51.100.1",
        "10.0.0.1 | 203.0.113.9 | 203.0.113.9",
        "10.0.0.1 | 1.1.1.1, 203.0.113.9 | 203.0.113.9",
        "10.0.0.1 | 1.1.1.1, 203.0.113.9, 10.0.0.2 | 203.0.113.9",
        "10.0.0.1 | 10.0.0.3, 10.0.0.2 | 10.0.0.3",
        "10.0.0.1 | 203.0.113.9:4711 | 203.0.113.9",
        "10.0.0.1 | [2001:db8::1]:4711 | 2001:db8:0:0:0:0:0:1",
        "10.0.0.1 | 2001:db8::1 | 2001:db8:0:0:0:0:0:1",
        "10.0.0.1 | unknown | 10.0.0.1",
        "10.0.0.1 | 1.1.1.1, course.example, 10.0.0.2 | 10.0.0.2",
        "10.0.0.1 | '' | 10.0.0.1",
        "fd00::1 | 203.0.113.9 | 203.0.113.9",
      })
  void onlyListedProxiesAreBelieved(String speaker, String said, String asking) {
    Proxies proxies = proxies("10.0.0.0/8, fd00::/8", "x-forwarded-for");
    ServerHttpRequest request = from(speaker.strip()).header("X-Forwarded-For", said).build();
    assertThat(client(proxies.apply(request))).isEqualTo(asking);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=203.0.113.9 | 203.0.113.9",
        "proto=https;For=\"203.0.113.9:4711\";by=10.0.0.1 | 203.0.113.9",
        "for=\"[2001:db8::1]:4711\" | 2001:db8:0:0:0:0:0:1",
        "for=1.1.1.1, for=203.0.113.9, for=10.0.0.2 | 203.0.113.9",
        "for=_hidden | 10.0.0.1",
        "by=1.1.1.1 | 10.0.0.1",
        ";;==;\",\" | 10.0.0.1",
      })
  void theOtherHeaderIsReadWhereItIsTheOne(String said, String asking) {
    ServerHttpRequest request =
        from("10.0.0.1").header("Forwarded", said).header("X-Forwarded-For", "1.2.3.4").build();
    assertThat(client(proxies("10.0.0.0/8", "forwarded").apply(request))).isEqualTo(asking);
    assertThat(client(proxies("10.0.0.0/8", "x-forwarded-for").apply(request)))
        .isEqualTo("1.2.3.4");
  }

  @Test
  void severalLinesAreOneList() {
    ServerHttpRequest request =
        from("10.0.0.1").header("X-Forwarded-For", "1.1.1.1", "203.0.113.9, 10.0.0.2").build();
    assertThat(client(proxies("10.0.0.0/8", "x-forwarded-for").apply(request)))
        .isEqualTo("203.0.113.9");
  }

  @Test
  void pagesFollowTheSchemeOfTheProxy() {
    ServerHttpRequest said = from("10.0.0.1").header("X-Forwarded-Proto", "ftp, https").build();
    assertThat(proxies("10.0.0.1", "x-forwarded-for").apply(said).getURI())
        .hasToString("https://course.example/");
    assertThat(proxies("10.0.0.2", "x-forwarded-for").apply(said).getURI())
        .hasToString("http://course.example/");
    ServerHttpRequest nonsense = from("10.0.0.1").header("X-Forwarded-Proto", "javascript").build();
    assertThat(proxies("10.0.0.1", "x-forwarded-for").apply(nonsense).getURI())
        .hasToString("http://course.example/");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/9, 10.127.255.255, true",
    "10.0.0.0/9, 10.128.0.0, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1/32, 192.0.2.0, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
  })
  void rangesHaveTheirBits(String range, String address, boolean inside) throws Exception {
    assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address)))
        .isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"proxy.example", "10.0.0.0/33", "10.0.0", "10.0.0.0/", "::1/129", "1.2.3.4.5"})
  void whatIsNoRangeEndsTheStartWithASentence(String range) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> proxies(range, "x-forwarded-for"))
        .withMessageContaining("interleave.network.proxies");
  }
}
