package io.interleave.server.problem;

import io.interleave.engine.event.Text;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.ProblemDetail;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What went wrong in a request, told without saying anything about the server's inside. */
public final class Problems {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  /** A problem and the headers that belong to it. */
  public record Described(ProblemDetail detail, HttpHeaders headers) {

    public HttpStatusCode status() {
      return HttpStatusCode.valueOf(detail.getStatus());
    }
  }

  private Problems() {}

  /**
   * Describes what a handler threw; what nobody foresaw is logged and told as no more than that. In
   * the request's language.
   */
  public static Described describe(Throwable thrown, ServerWebExchange exchange) {
    HttpHeaders headers = HttpHeaders.EMPTY;
    ProblemDetail body;
    Text detail;
    JacksonException json = causeOf(thrown, JacksonException.class);
    if (causeOf(thrown, DataBufferLimitException.class) != null) {
      body = ProblemDetail.forStatus(HttpStatus.CONTENT_TOO_LARGE);
      detail = new Text("The request body is too large.", "请求体太大。");
    } else if (json != null) {
      body = ProblemDetail.forStatus(HttpStatus.BAD_REQUEST);
      detail = explain(json);
      String field = field(json);
      if (!field.isEmpty()) {
        body.setProperty("field", field);
      }
    } else if (thrown instanceof ServerWebInputException input
        && input.getCause() instanceof TypeMismatchException mismatch) {
      body = ProblemDetail.forStatus(HttpStatus.BAD_REQUEST);
      detail =
          new Text("The value '%s' is of the wrong type.", "值“%s”的类型不对。").with(mismatch.getValue());
      body.setProperty("field", parameter(input));
    } else if (thrown instanceof ErrorResponse known) {
      body = copy(known.getBody());
      detail =
          switch (known) {
            case Problem problem -> problem.detail();
            case UnsupportedMediaTypeStatusException other -> Statuses.detail(other);
            default -> Statuses.detail(known.getBody());
          };
      headers = known.getHeaders();
    } else if (thrown instanceof InvalidMimeTypeException
        || thrown instanceof InvalidMediaTypeException) {
      body = ProblemDetail.forStatus(HttpStatus.BAD_REQUEST);
      detail = new Text("A header names a media type that is none.", "某个请求头中的媒体类型格式不对。");
    } else if (DisconnectedClientHelper.isClientDisconnectedException(thrown)) {
      // Nobody reads this.
      body = ProblemDetail.forStatus(HttpStatus.BAD_REQUEST);
      detail = new Text("The client has gone.", "客户端已离开。");
    } else {
      log.error(
          "{} {} failed",
          exchange.getRequest().getMethod(),
          exchange.getRequest().getURI(),
          thrown);
      body = ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
      detail = new Text("The server failed to answer; its log says why.", "服务器没能回答；原因在它的日志里。");
    }
    Locale language = language(exchange);
    body.setTitle(Statuses.title(body).in(language));
    body.setDetail(detail.in(language));
    body.setType(URI.create("about:blank"));
    body.setInstance(URI.create(exchange.getRequest().getURI().getRawPath()));
    return new Described(body, headers);
  }

  private static Locale language(ServerWebExchange exchange) {
    Locale language = exchange.getLocaleContext().getLocale();
    return language == null ? Locale.ENGLISH : language;
  }

  // The original may be shared between requests.
  private static ProblemDetail copy(ProblemDetail original) {
    ProblemDetail copy = ProblemDetail.forStatus(original.getStatus());
    copy.setTitle(original.getTitle());
    if (original.getProperties() != null) {
      original.getProperties().forEach(copy::setProperty);
    }
    return copy;
  }

  private static Text explain(JacksonException json) {
    return switch (json) {
      case UnrecognizedPropertyException unknown ->
          new Text("There is no field '%s'; there are %s.", "没有字段“%s”；可选的有 %s。")
              .with(unknown.getPropertyName(), unknown.getKnownPropertyIds());
      case InvalidFormatException format ->
          new Text("'%s' cannot be %s.", "“%s”不能是 %s。").with(field(json), format.getValue());
      case MismatchedInputException mismatch when !field(mismatch).isEmpty() ->
          new Text("'%s' has a value of the wrong type.", "“%s”的值类型不对。").with(field(mismatch));
      case MismatchedInputException _ ->
          new Text("The request body is not a JSON object.", "请求体不是一个 JSON 对象。");
      default -> new Text("The request body is not well-formed JSON.", "请求体不是格式正确的 JSON。");
    };
  }

  private static String field(JacksonException json) {
    return json.getPath().stream()
        .map(JacksonException.Reference::getPropertyName)
        .filter(name -> name != null)
        .collect(Collectors.joining("."));
  }

  private static @Nullable String parameter(ServerWebInputException input) {
    MethodParameter parameter = input.getMethodParameter();
    return parameter == null ? null : parameter.getParameterName();
  }

  private static <T extends Throwable> @Nullable T causeOf(Throwable thrown, Class<T> type) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
