package io.interleave.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.server.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

class KeptAnswerTest {

  @Test
  void theDescriptionIsMadeOnceForAllWhoAskAtOnce() {
    ApiDescription.Form form = new ApiDescription.Form(MediaType.APPLICATION_JSON);
    AtomicInteger made = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(20);
    List<CompletableFuture<KeptAnswer>> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        answers.add(CompletableFuture.supplyAsync(() -> ask(form, made, all), clients));
      }
    }
    assertThat(made.get()).isEqualTo(1);
    assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
  }

  private static KeptAnswer ask(ApiDescription.Form form, AtomicInteger made, CountDownLatch all) {
    all.countDown();
    try {
      all.await();
      return form.get(
          () -> {
            made.incrementAndGet();
            return "{}".getBytes(UTF_8);
          });
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatCouldNotBeMadeIsTriedAgain() throws Exception {
    ApiDescription.Form form = new ApiDescription.Form(MediaType.APPLICATION_JSON);
    assertThatThrownBy(
            () ->
                form.get(
                    () -> {
                      throw new IOException("not now");
                    }))
        .hasMessage("not now");
    assertThat(form.get(() -> "{}".getBytes(UTF_8)).to(new HttpHeaders()).getBody())
        .asString(UTF_8)
        .isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip               | true",
        "GZIP               | true",
        "br, gzip           | true",
        "gzip;q=0.5         | true",
        "br, gzip ; q=0.1   | true",
        "gzip;q=0           | false",
        "gzip;q=0.0, br     | false",
        "br                 | false",
        "x-gzip-of-mine     | false",
        "''                 | false",
      })
  void itIsPackedForThoseWhoTakeThat(String accepted, boolean packed) throws IOException {
    KeptAnswer answer = KeptAnswer.of(MediaType.TEXT_HTML, "a page 页".getBytes(UTF_8));
    HttpHeaders request = new HttpHeaders();
    request.set(HttpHeaders.ACCEPT_ENCODING, accepted);
    var response = answer.to(request);
    byte[] body = response.getBody();
    assertThat(response.getHeaders().containsHeader(HttpHeaders.CONTENT_ENCODING))
        .isEqualTo(packed);
    assertThat(response.getHeaders().getVary()).containsExactly("Accept-Encoding");
    assertThat(new String(packed ? unpacked(body) : body, UTF_8)).isEqualTo("a page 页");
  }

  private static byte[] unpacked(byte[] body) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api-docs", "/api-docs.yaml", "/standalone.html", "/standalone.html?lang=zh"})
  void aServerSendsItPlainPackedOrNotAtAll(String path) throws Exception {
    TestServer server = TestServer.sharedTest();
    HttpResponse<String> plain = server.get(path);
    assertThat(plain.statusCode()).as(plain.body()).isEqualTo(200);
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(plain.headers().firstValueAsLong("Content-Length").orElseThrow())
        .isEqualTo(plain.body().getBytes(UTF_8).length);
    String etag = plain.headers().firstValue("ETag").orElseThrow();

    HttpResponse<byte[]> packed =
        server
            .http()
            .send(
                server.request(path, "Accept-Encoding", "gzip").build(),
                BodyHandlers.ofByteArray());
    assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(packed.headers().firstValue("ETag")).contains(etag);
    assertThat(packed.headers().firstValue("Content-Type"))
        .isEqualTo(plain.headers().firstValue("Content-Type"));
    assertThat(new String(unpacked(packed.body()), UTF_8)).isEqualTo(plain.body());

    HttpResponse<String> known = server.get(path, "If-None-Match", etag);
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
  }

  /** Else the first who asks could choose it for all others. */
  @Test
  void theDescriptionDoesNotSayWhatTheServerWasCalled() {
    assertThat(TestServer.sharedTest().json("/api-docs").at("/servers/0/url").asString())
        .isEqualTo("/");
  }

  @Test
  void eachLanguageHasItsPage() {
    TestServer server = TestServer.sharedTest();
    assertThat(server.get("/standalone.html?lang=zh").body()).contains("lang=\"zh");
    assertThat(server.get("/standalone.html?lang=en").body()).contains("lang=\"en");
  }
}
