package io.interleave.server.access;

import io.interleave.engine.event.Text;
import io.interleave.server.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Tickets of embeds. In a sandboxed frame a page has no origin, and its requests come from {@code
 * null}, as those of any other site's frame do. So the page is given a ticket, and puts it into the
 * addresses that it asks: with it, {@code null} may read, and start the scenario that the embed
 * shows. Other sites can frame an embed, but not read what is in it. Thread-safe.
 */
@Component
public class Embeds {

  /** In the address, because the question before a request carries nothing else. */
  static final String PARAMETER = "embed";

  private static final String SHOWN = Embeds.class.getName() + ".shown";
  private static final Duration VALID = Duration.ofHours(24);
  private static final Pattern FORM =
      Pattern.compile("([a-z0-9-]{1,100})\\.(\\d{1,12})\\.([A-Za-z0-9_-]{43})");
  private static final int KEY_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final Clock clock = Clock.systemUTC();
  // Another one with each start: a page that is older than the server is loaded again.
  private final SecretKeySpec key;

  Embeds() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /** A ticket for a page that shows a scenario. */
  public String ticket(String scenario) {
    String said = scenario + "." + clock.instant().plus(VALID).getEpochSecond();
    return said + "." + signed(said);
  }

  /** The scenario that a ticket is for, if it is one of ours that is still good. */
  Optional<String> shown(@Nullable String ticket) {
    Matcher parts = FORM.matcher(ticket == null ? "" : ticket);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String said = parts.group(1) + "." + parts.group(2);
    boolean ours =
        MessageDigest.isEqual(
            signed(said).getBytes(StandardCharsets.US_ASCII),
            parts.group(3).getBytes(StandardCharsets.US_ASCII));
    boolean good = clock.instant().getEpochSecond() < Long.parseLong(parts.group(2));
    return ours && good ? Optional.of(parts.group(1)) : Optional.empty();
  }

  private String signed(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** Notes that a request was let in for a ticket. */
  static void admit(ServerWebExchange exchange, String scenario) {
    exchange.getAttributes().put(SHOWN, scenario);
  }

  /**
   * Lets a request that came for a ticket start what its embed shows, and all others anything.
   *
   * @throws Problem if it is something else
   */
  public static void checkShows(ServerWebExchange exchange, @Nullable String scenario) {
    String shown = exchange.getAttribute(SHOWN);
    if (shown != null && !shown.equals(scenario)) {
      throw Problem.forbidden(
          new Text("This embed may start '%s' only.", "这个嵌入页面只能启动“%s”。").with(shown));
    }
  }
}
