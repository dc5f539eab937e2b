package io.interleave.server.catalogue;

import io.interleave.scenario.Listing;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** What programs are made of, read in their listings. */
final class Primitives {

  private static final String TRACED = "Traced";

  private Primitives() {}

  /** The classes that a scenario's variants use, as Java calls them; threads go without saying. */
  static List<String> of(Scenario scenario, Function<String, Listing> listing) {
    SortedSet<String> names = new TreeSet<>();
    for (Variant variant : scenario.variants()) {
      collect(listing.apply(variant.file()).text(), names);
    }
    names.remove("Thread");
    return List.copyOf(names);
  }

  private static void collect(String text, SortedSet<String> names) {
    for (int at = text.indexOf(TRACED); at >= 0; at = text.indexOf(TRACED, at + 1)) {
      int begin = at + TRACED.length();
      int end = begin;
      while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
        end++;
      }
      boolean word = at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1));
      if (word && end > begin && Character.isUpperCase(text.charAt(begin))) {
        names.add(text.substring(begin, end));
      }
    }
  }
}
