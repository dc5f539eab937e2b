package io.interleave.server.problem;

import io.interleave.engine.event.Text;
import java.util.Objects;
import org.springframework.http.ProblemDetail;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

/** What HTTP's status codes are called, and what the framework means by them. */
final class Statuses {

  private Statuses() {}

  /** The title of a problem. */
  static Text title(ProblemDetail problem) {
    String title = Objects.requireNonNullElse(problem.getTitle(), "Error");
    return new Text(
        title,
        switch (problem.getStatus()) {
          case 400 -> "请求有误";
          case 403 -> "不允许";
          case 404 -> "未找到";
          case 405 -> "不支持的请求方法";
          case 406 -> "无法按要求的格式回答";
          case 409 -> "有冲突";
          case 410 -> "已不可用";
          case 413 -> "请求体太大";
          case 415 -> "不支持的媒体类型";
          case 421 -> "请求找错了服务器";
          case 429 -> "请求过于频繁";
          case 500 -> "服务器内部错误";
          case 503 -> "服务暂时不可用";
          case 507 -> "存储空间不足";
          default -> "出错了";
        });
  }

  /** The detail of a body in a format that nobody reads here. */
  static Text detail(UnsupportedMediaTypeStatusException problem) {
    return new Text("The body's Content-Type has to be one of %s.", "请求体的 Content-Type 必须是 %s 之一。")
        .with(problem.getSupportedMediaTypes());
  }

  /**
   * The detail of a problem that the framework found, and tells in English; for some it only has a
   * title.
   */
  static Text detail(ProblemDetail problem) {
    String detail = Objects.requireNonNullElse(problem.getDetail(), "");
    return new Text(
        detail.isEmpty()
            ? "The server says no more than its status, %d.".formatted(problem.getStatus())
            : detail,
        switch (problem.getStatus()) {
          case 400 -> "服务器看不懂这个请求。";
          case 404 -> "这个地址没有任何内容。";
          case 405 -> "这个地址不接受这种请求方法。";
          case 406 -> "这个地址给不出所要求的格式。";
          default -> detail.isEmpty() ? "服务器只给出了状态 %d。".formatted(problem.getStatus()) : detail;
        });
  }
}
