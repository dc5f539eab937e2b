package io.interleave.scenario;

import io.interleave.engine.weave.WeavingClassLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** All scenarios, woven so that their events know their source lines. Immutable. */
public final class Catalogue {

  /**
   * The package below which a scenario has its own; sites and listings name their files from here.
   */
  static final String ROOT = "io.interleave.scenarios";

  private static final String LIST = ROOT + ".All";
  private static final String SOURCES =
      "META-INF/interleave/source/" + ROOT.replace('.', '/') + "/";

  private final List<Scenario> scenarios;
  private final List<Course> courses;
  private final Map<String, Listing> listings;

  private Catalogue(List<Scenario> scenarios, List<Course> courses, Map<String, Listing> listings) {
    this.scenarios = List.copyOf(scenarios);
    this.courses = List.copyOf(courses);
    this.listings = Map.copyOf(listings);
  }

  /** Loads the catalogue. */
  public static Catalogue load() {
    ClassLoader woven = new WeavingClassLoader(ROOT, Catalogue.class.getClassLoader());
    try {
      ScenarioList list = (ScenarioList) woven.loadClass(LIST).getConstructor().newInstance();
      List<Scenario> scenarios = list.scenarios();
      return new Catalogue(scenarios, list.courses(), listings(scenarios, woven));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the list of scenarios " + LIST + " cannot be loaded", e);
    }
  }

  private static Map<String, Listing> listings(List<Scenario> scenarios, ClassLoader loader) {
    Map<String, Listing> listings = new HashMap<>();
    for (Scenario scenario : scenarios) {
      for (Variant variant : scenario.variants()) {
        String file = variant.file();
        listings.put(file, Listing.java(file, source(file, loader)));
        String pythonFile = variant.pythonFile();
        if (pythonFile != null) {
          listings.put(pythonFile, Listing.python(pythonFile, source(pythonFile, loader)));
        }
      }
    }
    return listings;
  }

  private static String source(String file, ClassLoader loader) {
    try (InputStream in = loader.getResourceAsStream(SOURCES + file)) {
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
    Listing listing = listings.get(file);
    if (listing == null) {
      throw new NoSuchElementException("no variant is written in " + file);
    }
    return listing;
  }
}
