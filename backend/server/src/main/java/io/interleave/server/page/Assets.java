package io.interleave.server.page;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The URLs of the frontend's built files, whose names carry hashes; from the manifest that its
 * build writes. Immutable.
 */
@Component("assets")
public class Assets {

  private static final ClassPathResource MANIFEST =
      new ClassPathResource("META-INF/interleave/manifest.json");

  private final JsonNode manifest;

  Assets(JsonMapper json) throws IOException {
    // Without a built frontend there is still the REST interface.
    manifest =
        MANIFEST.exists()
            ? json.readTree(MANIFEST.getContentAsByteArray())
            : json.createObjectNode();
  }

  /** The module of a page. */
  public String script(String page) {
    return file(entry(page));
  }

  /** The style sheets of a page, those of the chunks that it imports first. */
  public List<String> styles(String page) {
    Set<String> styles = new LinkedHashSet<>();
    collectStyles(entry(page), styles, new LinkedHashSet<>());
    return List.copyOf(styles);
  }

  private void collectStyles(String key, Set<String> styles, Set<String> seen) {
    if (seen.add(key)) {
      JsonNode chunk = chunk(key);
      chunk.path("imports").forEach(imported -> collectStyles(imported.asString(), styles, seen));
      chunk.path("css").forEach(css -> styles.add("/" + css.asString()));
    }
  }

  /** The file that a source file became. */
  public String file(String source) {
    return "/" + chunk(source).path("file").asString();
  }

  private JsonNode chunk(String key) {
    JsonNode chunk = manifest.path(key);
    if (chunk.isMissingNode()) {
      throw new IllegalArgumentException("the frontend's manifest has no " + key);
    }
    return chunk;
  }

  private static String entry(String page) {
    return "src/pages/" + page + ".ts";
  }
}
