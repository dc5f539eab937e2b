package io.interleave.server.problem;

import io.interleave.engine.event.Text;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be served, and why, in words for the client. */
public final class Problem extends ErrorResponseException {
  private static final long serialVersionUID = 1L;

  private final transient Text detail;

  private Problem(HttpStatus status, Text detail) {
    super(status, describe(status, detail.en()), null);
    this.detail = detail;
  }

  /** Why, in every language. */
  Text detail() {
    return detail;
  }

  private static ProblemDetail describe(HttpStatus status, String detail) {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
    body.setType(URI.create("about:blank"));
    return body;
  }

  /** A field of the request has a value that it cannot have. */
  public static Problem invalid(String field, Text detail) {
    Problem problem = new Problem(HttpStatus.BAD_REQUEST, detail);
    problem.getBody().setProperty("field", field);
    return problem;
  }

  public static Problem notFound(Text detail) {
    return new Problem(HttpStatus.NOT_FOUND, detail);
  }

  public static Problem noRun(String id) {
    return notFound(new Text("There is no run '%s'.", "没有运行“%s”。").with(id));
  }

  public static Problem noScenario(String id) {
    return notFound(new Text("There is no scenario '%s'.", "没有场景“%s”。").with(id));
  }

  /** Not for whoever asks. */
  public static Problem forbidden(Text detail) {
    return new Problem(HttpStatus.FORBIDDEN, detail);
  }

  /** Not asked of this server. */
  public static Problem misdirected(Text detail) {
    return new Problem(HttpStatus.MISDIRECTED_REQUEST, detail);
  }

  /** What is asked for makes no sense as things stand. */
  public static Problem conflict(Text detail) {
    return new Problem(HttpStatus.CONFLICT, detail);
  }

  /** The client asks too often. */
  public static Problem tooMany(Text detail, Duration retryAfter) {
    return refused(HttpStatus.TOO_MANY_REQUESTS, detail, retryAfter);
  }

  /** The server is full. */
  public static Problem full(Text detail, Duration retryAfter) {
    return refused(HttpStatus.SERVICE_UNAVAILABLE, detail, retryAfter);
  }

  /** The server has no memory for it. */
  public static Problem outOfMemory(Duration retryAfter) {
    return full(new Text("The server is out of memory.", "服务器内存不足。"), retryAfter);
  }

  /** The server's disk is full, or takes nothing for another reason. */
  public static Problem noRoom(Duration retryAfter) {
    return refused(
        HttpStatus.INSUFFICIENT_STORAGE,
        new Text(
            "The server has no room to store a run; its log says why.", "服务器没有空间保存运行；原因在它的日志里。"),
        retryAfter);
  }

  /** There is a run, but its files cannot be read. */
  public static Problem damaged(String id) {
    return new Problem(
        HttpStatus.GONE,
        new Text(
                "The files of run '%s' are damaged; the server's log says how.",
                "运行“%s”的文件已损坏；详情在服务器的日志里。")
            .with(id));
  }

  public static Problem shuttingDown(Duration retryAfter) {
    return full(new Text("The server is shutting down.", "服务器正在关闭。"), retryAfter);
  }

  private static Problem refused(HttpStatus status, Text detail, Duration retryAfter) {
    Problem problem = new Problem(status, detail);
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return problem;
  }
}
