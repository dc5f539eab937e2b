package io.interleave.server.problem;

import java.net.URI;
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
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
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
   * Describes what a handler threw; what nobody foresaw is logged and told as no more than that.
   */
  public static Described describe(Throwable thrown, ServerWebExchange exchange) {
    ProblemDetail detail;
    HttpHeaders headers = HttpHeaders.EMPTY;
    JacksonException json = causeOf(thrown, JacksonException.class);
    if (causeOf(thrown, DataBufferLimitException.class) != null) {
      detail =
          ProblemDetail.forStatusAndDetail(
              HttpStatus.CONTENT_TOO_LARGE, "The request body is too large.");
    } else if (json != null) {
      detail = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, explain(json));
      String field = field(json);
      if (!field.isEmpty()) {
        detail.setProperty("field", field);
      }
    } else if (thrown instanceof ServerWebInputException input
        && input.getCause() instanceof TypeMismatchException mismatch) {
      detail =
          ProblemDetail.forStatusAndDetail(
              HttpStatus.BAD_REQUEST,
              "The value '%s' is of the wrong type.".formatted(mismatch.getValue()));
      detail.setProperty("field", parameter(input));
    } else if (thrown instanceof ErrorResponse known) {
      detail = copy(known.getBody());
      headers = known.getHeaders();
    } else {
      log.error(
          "{} {} failed",
          exchange.getRequest().getMethod(),
          exchange.getRequest().getURI(),
          thrown);
      detail =
          ProblemDetail.forStatusAndDetail(
              HttpStatus.INTERNAL_SERVER_ERROR, "The server failed to answer; its log says why.");
    }
    detail.setType(URI.create("about:blank"));
    detail.setInstance(URI.create(exchange.getRequest().getURI().getRawPath()));
    return new Described(detail, headers);
  }

  // The original may be shared between requests.
  private static ProblemDetail copy(ProblemDetail original) {
    ProblemDetail copy = ProblemDetail.forStatus(original.getStatus());
    copy.setTitle(original.getTitle());
    copy.setDetail(original.getDetail());
    if (original.getProperties() != null) {
      original.getProperties().forEach(copy::setProperty);
    }
    return copy;
  }

  private static String explain(JacksonException json) {
    return switch (json) {
      case UnrecognizedPropertyException unknown ->
          "There is no field '%s'; there are %s."
              .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds());
      case InvalidFormatException format ->
          "'%s' cannot be %s.".formatted(field(json), format.getValue());
      case MismatchedInputException mismatch when !field(mismatch).isEmpty() ->
          "'%s' has a value of the wrong type.".formatted(field(mismatch));
      case MismatchedInputException _ -> "The request body is not a JSON object.";
      default -> "The request body is not well-formed JSON.";
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
