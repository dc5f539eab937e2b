package io.interleave.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.interleave.scenario.Once;
import io.interleave.server.catalogue.ScenarioView;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.config.KeptAnswer;
import io.interleave.server.config.Language;
import io.interleave.server.store.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringWebFluxTemplateEngine;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page that shows one run and needs nothing else: script, style and trace are inside it, so that
 * it opens from a file when the server is gone. Its policy lets it run that one script, with a
 * worker that the script brings along, and load nothing.
 */
@Component
public class StandalonePage {

  private static final String FOLDER = "META-INF/interleave/standalone/";

  /** What stands in the shell for the data and for the trace; both come before the script. */
  private static final String DATA = "\"@data@\"";

  private static final String TRACE = "@trace@";

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);

  private final ISpringWebFluxTemplateEngine templates;
  private final Scenarios scenarios;
  private final JsonMapper json;
  private final Map<Language, Once<String>> shells = new EnumMap<>(Language.class);
  private final Map<Language, Once<KeptAnswer>> answers = new EnumMap<>(Language.class);

  StandalonePage(ISpringWebFluxTemplateEngine templates, Scenarios scenarios, JsonMapper json) {
    this.templates = templates;
    this.scenarios = scenarios;
    this.json = json;
    for (Language language : Language.values()) {
      Once<String> shell = Once.of(() -> make(language.locale()));
      shells.put(language, shell);
      answers.put(language, Once.of(() -> KeptAnswer.of(HTML, shell.get().getBytes(UTF_8))));
    }
  }

  /** The page with neither data nor trace, for those that put them in themselves. */
  KeptAnswer shell(Locale locale) {
    return Objects.requireNonNull(answers.get(Language.of(locale))).get();
  }

  private String make(Locale locale) {
    String script = inElement(read("standalone.js"));
    String policy =
        "default-src 'none'; script-src 'sha256-"
            + sha256(script)
            + "'; worker-src blob:; style-src 'unsafe-inline'; img-src data: blob:; "
            + "base-uri 'none'; form-action 'none'";
    return templates.process(
        "standalone",
        new Context(
            locale, Map.of("policy", policy, "script", script, "style", read("standalone.css"))));
  }

  /**
   * The page of a run, in pieces, so that nobody holds all of it.
   *
   * @param address where the run can be seen while the server has it
   * @param trace the trace as compact JSON, in pieces
   */
  public Flux<String> of(Run run, String address, Flux<String> trace, Locale locale) {
    String shell = Objects.requireNonNull(shells.get(Language.of(locale))).get();
    int data = shell.indexOf(DATA);
    int within = shell.indexOf(TRACE, data);
    return Flux.concat(
        Flux.just(
            shell.substring(0, data)
                + ScriptJson.escape(json.writeValueAsString(data(run, address, locale)))
                + shell.substring(data + DATA.length(), within)),
        Squeezed.of(trace),
        Flux.just(shell.substring(within + TRACE.length())));
  }

  private Map<String, @Nullable Object> data(Run run, String address, Locale locale) {
    ScenarioView scenario = scenarios.view(run.scenario(), locale).orElse(null);
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("origin", address);
    data.put("scenario", scenario);
    data.put("variant", run.variant());
    return data;
  }

  private static String read(String file) {
    try {
      return new ClassPathResource(FOLDER + file).getContentAsString(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the frontend is built without " + file, e);
    }
  }

  /**
   * The same script without anything that could end its element, or hide its end. These occur in
   * strings, templates and regular expressions only, where the escape means the same.
   */
  private static String inElement(String script) {
    return script
        .replace("</script", "\\x3c/script")
        .replace("<script", "\\x3cscript")
        .replace("<!--", "\\x3c!--");
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
