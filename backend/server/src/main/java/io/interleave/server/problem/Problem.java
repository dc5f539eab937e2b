package io.interleave.server.problem;

import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be served, and why, in words for the client. */
public final class Problem extends ErrorResponseException {
  private static final long serialVersionUID = 1L;

  private Problem(HttpStatus status, String detail) {
    super(status, describe(status, detail), null);
  }

  private static ProblemDetail describe(HttpStatus status, String detail) {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
    body.setType(URI.create("about:blank"));
    return body;
  }

  /** A field of the request has a value that it cannot have. */
  public static Problem invalid(String field, String detail) {
    Problem problem = new Problem(HttpStatus.BAD_REQUEST, detail);
    problem.getBody().setProperty("field", field);
    return problem;
  }

  public static Problem notFound(String detail) {
    return new Problem(HttpStatus.NOT_FOUND, detail);
  }

  /** What is asked for makes no sense as things stand. */
  public static Problem conflict(String detail) {
    return new Problem(HttpStatus.CONFLICT, detail);
  }

  /** The client asks too often. */
  public static Problem tooMany(String detail, Duration retryAfter) {
    return refused(HttpStatus.TOO_MANY_REQUESTS, detail, retryAfter);
  }

  /** The server is full. */
  public static Problem full(String detail, Duration retryAfter) {
    return refused(HttpStatus.SERVICE_UNAVAILABLE, detail, retryAfter);
  }

  private static Problem refused(HttpStatus status, String detail, Duration retryAfter) {
    Problem problem = new Problem(status, detail);
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return problem;
  }
}
