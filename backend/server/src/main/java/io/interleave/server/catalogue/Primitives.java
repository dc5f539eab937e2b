package io.interleave.server.catalogue;

import io.interleave.scenario.Listing;
import io.interleave.scenario.Scenario;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What programs are made of, read in their listings. */
final class Primitives {

  private static final Pattern NAME = Pattern.compile("\\bTraced([A-Z]\\w+)");

  private Primitives() {}

  /** The classes that a scenario's variants use, as Java calls them; threads go without saying. */
  static List<String> of(Scenario scenario, Function<String, Listing> listing) {
    return scenario.variants().stream()
        .flatMap(variant -> NAME.matcher(listing.apply(variant.file()).text()).results())
        .map((MatchResult found) -> found.group(1))
        .filter(name -> !name.equals("Thread"))
        .distinct()
        .sorted()
        .toList();
  }
}
