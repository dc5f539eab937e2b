package io.interleave.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/** All scenarios, and the listings of their programs. Immutable. */
public final class Catalogue {

  /**
   * The package below which a scenario has its own; sites and listings name their files from here.
   */
  static final String ROOT = "io.interleave.scenarios";

  private static final String LIST = ROOT + ".All";
  private static final String SOURCES =
      "/META-INF/interleave/source/" + ROOT.replace('.', '/') + "/";

  private final List<Scenario> scenarios;
  private final List<Course> courses;
  private final Map<String, Supplier<Listing>> listings = new HashMap<>();

  private Catalogue(List<Scenario> scenarios, List<Course> courses) {
    this.scenarios = List.copyOf(scenarios);
    this.courses = List.copyOf(courses);
    for (Scenario scenario : scenarios) {
      for (Variant variant : scenario.variants()) {
        String file = variant.file();
        listings.put(file, Once.of(() -> Listing.java(file, source(file))));
        String pythonFile = variant.pythonFile();
        if (pythonFile != null) {
          listings.put(pythonFile, Once.of(() -> Listing.python(pythonFile, source(pythonFile))));
        }
      }
    }
  }

  /** Loads the list. Texts, listings and programs are loaded when somebody wants them. */
  public static Catalogue load() {
    try {
      ScenarioList list = (ScenarioList) Class.forName(LIST).getConstructor().newInstance();
      return new Catalogue(list.scenarios(), list.courses());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the list of scenarios " + LIST + " cannot be loaded", e);
    }
  }

  private static String source(String file) {
    try (InputStream in = Catalogue.class.getResourceAsStream(SOURCES + file)) {
      if (in == null) {
        throw new IllegalStateException("the source " + file + " was not packaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the source " + file + " cannot be read", e);
    }
  }

  public List<Scenario> scenarios() {
    return scenarios;
  }

  public List<Course> courses() {
    return courses;
  }

  public Optional<Scenario> find(String id) {
    return scenarios.stream().filter(scenario -> scenario.id().equals(id)).findFirst();
  }

  /**
   * The listing of a source file that a variant or a site names.
   *
   * @throws NoSuchElementException if no variant is written there
   */
  public Listing listing(String file) {
    Supplier<Listing> listing = listings.get(file);
    if (listing == null) {
      throw new NoSuchElementException("no variant is written in " + file);
    }
    return listing.get();
  }
}
