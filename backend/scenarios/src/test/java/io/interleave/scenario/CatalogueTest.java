package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Site;
import io.interleave.scenario.Runs.Case;
import io.interleave.scenario.Runs.Run;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

  private static final Catalogue CATALOGUE = Runs.CATALOGUE;

  static List<Scenario> scenarios() {
    return CATALOGUE.scenarios();
  }

  static Stream<Case> variants() {
    return Runs.all();
  }

  @Test
  void idsAreUniqueAndReadAsInAUrl() {
    assertThat(scenarios())
        .extracting(Scenario::id)
        .contains("lost-update", "deadlock")
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void scenariosOfATopicStandTogether() {
    List<String> headings = new ArrayList<>();
    for (Scenario scenario : scenarios()) {
      if (headings.isEmpty() || !headings.getLast().equals(scenario.topic())) {
        headings.add(scenario.topic());
      }
    }
    assertThat(headings).doesNotHaveDuplicates();
  }

  @Test
  void aScenarioIsFoundByItsId() {
    assertThat(CATALOGUE.find("deadlock")).map(Scenario::title).contains("Deadlock");
    assertThat(CATALOGUE.find("no-such-thing")).isEmpty();
  }

  @Test
  void thereIsNoListingOfAnythingElse() {
    assertThatThrownBy(() -> CATALOGUE.listing("../lostupdate/PlainCounter.java"))
        .isInstanceOf(NoSuchElementException.class);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyScenarioIsComplete(Scenario scenario) {
    assertThat(
            List.of(
                scenario.title(),
                scenario.topic(),
                scenario.summary(),
                scenario.story(),
                scenario.goal()))
        .noneMatch(String::isBlank);
    assertThat(scenario.story()).contains("\n\n");
    assertThat(scenario.lookFor())
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(s -> s.matches("(?s).*[.?]"));
    assertThat(scenario.modes()).first().isEqualTo("live");
    assertThat(scenario.parameters()).isNotEmpty();
    assertThat(scenario.variants())
        .extracting(Variant::id)
        .hasSizeGreaterThanOrEqualTo(2)
        .doesNotHaveDuplicates();
    assertThat(scenario.variants()).extracting(Variant::correct).contains(true, false);
    assertThat(scenario.variants()).extracting(Variant::text).noneMatch(String::isBlank);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void defaultsAreWithinBounds(Scenario scenario) {
    assertThat(scenario.parameters()).extracting(Parameter::name).doesNotHaveDuplicates();
    for (Parameter parameter : scenario.parameters()) {
      assertThat(parameter.text()).isNotBlank();
      Map<String, Object> given = Map.of(parameter.name(), parameter.defaultValue());
      assertThat(Arguments.of(scenario.parameters(), given).asMap()).containsAllEntriesOf(given);
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void everyVariantHasItsListings(Case each) {
    Listing java = CATALOGUE.listing(each.variant().file());
    assertThat(java.language()).isEqualTo("java");
    assertThat(java.text()).startsWith("/** ").contains("implements Program");
    assertThat(java.text().lines().count()).isLessThanOrEqualTo(60);

    String pythonFile = each.variant().pythonFile();
    if (pythonFile != null) {
      assertThat(CATALOGUE.listing(pythonFile).text())
          .startsWith("\"\"\"")
          .contains("import threading");
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void whateverARunRecordsIsInTheListing(Case each) {
    Run run = each.run();
    Listing listing = CATALOGUE.listing(each.variant().file());
    List<String> lines = listing.text().lines().toList();
    HashSet<Integer> seen = new HashSet<>();
    for (Event event : run.events()) {
      if (event.kind() == Kind.THREAD_START || event.kind() == Kind.THREAD_END) {
        continue; // a thread begins and ends at no line
      }
      Site site = run.trace().sites().get(event.site());
      assertThat(site.file()).isEqualTo(listing.file());
      int index = site.line() - listing.firstLine();
      assertThat(lines.get(index)).as("line %s", site).contains("(");
      seen.add(index);
    }
    assertThat(seen).hasSizeGreaterThan(3);
  }
}
