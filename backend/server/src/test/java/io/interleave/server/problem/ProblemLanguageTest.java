package io.interleave.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.MethodNotAllowedException;

/** A problem speaks the language of the request; the names of fields stay. */
class ProblemLanguageTest {

  private static ProblemDetail describe(Throwable thrown, String accepted) {
    var request = MockServerHttpRequest.get("/api/x").header("Accept-Language", accepted);
    return Problems.describe(thrown, MockServerWebExchange.from(request)).detail();
  }

  private static Problem invalid() {
    return Problem.invalid("limit", new Text("'limit' is 1 to %d.", "“limit”是 1 到 %d。").with(500));
  }

  @Test
  void whatTheServerSays() {
    ProblemDetail english = describe(invalid(), "en");
    ProblemDetail chinese = describe(invalid(), "zh-CN");
    assertThat(english.getTitle()).isEqualTo("Bad Request");
    assertThat(english.getDetail()).isEqualTo("'limit' is 1 to 500.");
    assertThat(chinese.getTitle()).isEqualTo("请求有误");
    assertThat(chinese.getDetail()).isEqualTo("“limit”是 1 到 500。");
    assertThat(chinese.getProperties()).isEqualTo(english.getProperties()).containsKey("field");
  }

  @Test
  void whatTheFrameworkSays() {
    assertThat(describe(new MethodNotAllowedException("PUT", null), "zh").getDetail())
        .isEqualTo("这个地址不接受这种请求方法。");
    assertThat(describe(new MethodNotAllowedException("PUT", null), "en").getDetail())
        .contains("PUT");
  }

  @Test
  void whatNobodyForesaw() {
    assertThat(describe(new IllegalStateException("secret"), "zh").getDetail())
        .containsPattern("\\p{IsHan}")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({"400", "404", "405", "406", "409", "413", "415", "429", "500", "503", "418"})
  void everyStatusHasATitle(int status) {
    Text title = Statuses.title(ProblemDetail.forStatus(HttpStatus.valueOf(status)));
    assertThat(title.en()).doesNotContainPattern("\\p{IsHan}").isNotBlank();
    assertThat(title.zh()).containsPattern("\\p{IsHan}");
  }
}
