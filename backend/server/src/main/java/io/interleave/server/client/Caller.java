package io.interleave.server.client;

import io.interleave.engine.event.Text;
import io.interleave.server.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Who sent a request.
 *
 * @param client whose share it takes
 * @param token what it showed, or one that was made for it if it showed none
 */
public record Caller(Client client, Token token) {

  /**
   * The header in which a client says who it is, {@code NAME} or {@code NAME.SECRET}, and in which
   * the answer to a start says what it has to say to end it.
   */
  public static final String HEADER = "Interleave-Client";

  /** The same without the secret, in the address of a stream: an EventSource sends no headers. */
  static final String PARAMETER = "client";

  /** What the description of the interface says about the header. */
  public static final String DESCRIPTION =
      "Who asks, as NAME or NAME.SECRET (letters, digits, - and _; up to 32 and 16 to 64 of them)."
          + " Shares are by address and NAME. What starts something answers with the header; who"
          + " sends it again may end it. See docs/security.md.";

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_-]{1,32})(?:\\.([A-Za-z0-9_-]{16,64}))?");

  /**
   * Who sent a request.
   *
   * @throws Problem if it says who it is in another form
   */
  public static Caller of(ServerHttpRequest request) {
    String address = Addresses.of(request.getRemoteAddress());
    String said = said(request);
    if (said == null) {
      return new Caller(new Client(address, ""), Token.random());
    }
    Matcher parts = FORM.matcher(said);
    if (!parts.matches()) {
      throw Problem.invalid(
          HEADER,
          new Text(
              "'Interleave-Client' is NAME or NAME.SECRET: letters, digits, '-' and '_', up to 32 and 16 to 64 of them.",
              "“Interleave-Client”的形式是 NAME 或 NAME.SECRET：字母、数字、“-”和“_”，分别最多 32 个和 16 到 64 个。"));
    }
    String name = parts.group(1);
    String secret = parts.group(2);
    return new Caller(
        new Client(address, name), secret == null ? Token.named(name) : new Token(name, secret));
  }

  private static @Nullable String said(ServerHttpRequest request) {
    String header = request.getHeaders().getFirst(HEADER);
    return header != null ? header : request.getQueryParams().getFirst(PARAMETER);
  }

  /** What the answer to a start says in the header. */
  public String answer() {
    return token.text();
  }

  /**
   * Lets only the one pass that started something.
   *
   * @throws Problem for all others
   */
  public void checkIs(Token owner) {
    if (!token.isSame(owner)) {
      throw Problem.forbidden(
          new Text(
              "Only who started it may do that: send the 'Interleave-Client' that its start was answered with.",
              "只有启动它的人才能这样做：请发送启动时回答中的“Interleave-Client”。"));
    }
  }
}
