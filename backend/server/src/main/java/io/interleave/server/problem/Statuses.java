package io.interleave.server.problem;

import io.interleave.engine.event.Text;
import java.util.Objects;
import org.springframework.http.ProblemDetail;

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
          case 404 -> "未找到";
          case 405 -> "不支持的请求方法";
          case 406 -> "无法按要求的格式回答";
          case 409 -> "有冲突";
          case 410 -> "已不可用";
          case 413 -> "请求体太大";
          case 415 -> "不支持的媒体类型";
          case 429 -> "请求过于频繁";
          case 500 -> "服务器内部错误";
          case 503 -> "服务暂时不可用";
          case 507 -> "存储空间不足";
          default -> "出错了";
        });
  }

  /** The detail of a problem that the framework found, and tells in English. */
  static Text detail(ProblemDetail problem) {
    String detail = Objects.requireNonNullElse(problem.getDetail(), "");
    return new Text(
        detail,
        switch (problem.getStatus()) {
          case 400 -> "服务器看不懂这个请求。";
          case 404 -> "这个地址没有任何内容。";
          case 405 -> "这个地址不接受这种请求方法。";
          case 406 -> "这个地址给不出所要求的格式。";
          case 415 -> "这个地址不接受这种格式的请求体。";
          default -> detail;
        });
  }
}
