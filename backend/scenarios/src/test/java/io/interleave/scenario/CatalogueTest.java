package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Site;
import io.interleave.engine.event.Text;
import io.interleave.scenario.Runs.Case;
import io.interleave.scenario.Runs.Run;
import io.interleave.scenario.text.Entry;
import io.interleave.scenario.text.Prose;
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

  /** With the live runs under way. */
  static Stream<Case> runs() {
    return Stream.concat(Runs.live(), Runs.all().filter(each -> !each.scenario().live()));
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
    List<Topic> headings = new ArrayList<>();
    for (Scenario scenario : scenarios()) {
      if (headings.isEmpty() || !headings.getLast().equals(scenario.topic())) {
        headings.add(scenario.topic());
      }
    }
    assertThat(headings).doesNotHaveDuplicates();
  }

  @Test
  void aScenarioIsFoundByItsId() {
    assertThat(CATALOGUE.find("deadlock"))
        .map(scenario -> scenario.prose().title())
        .contains(new Text("Deadlock", "死锁"));
    assertThat(CATALOGUE.find("no-such-thing")).isEmpty();
  }

  @Test
  void coursesLeadThroughScenariosThatThereAre() {
    for (Course course : CATALOGUE.courses()) {
      assertThat(course.weeks())
          .flatExtracting(Course.Week::scenarios)
          .doesNotHaveDuplicates()
          .allMatch(id -> CATALOGUE.find(id).isPresent());
    }
    assertThat(CATALOGUE.courses().getFirst().id()).isEqualTo("python");
    assertThat(CATALOGUE.courses().getFirst().weeks())
        .flatExtracting(Course.Week::scenarios)
        .allMatch(id -> CATALOGUE.find(id).orElseThrow().python());
  }

  @Test
  void whatStandsInACourseStandsAfterWhatItNeeds() {
    for (Course course : CATALOGUE.courses()) {
      List<String> ids =
          course.weeks().stream().flatMap(week -> week.scenarios().stream()).toList();
      for (String id : ids) {
        List<String> needed =
            CATALOGUE.find(id).orElseThrow().after().stream().filter(ids::contains).toList();
        assertThat(ids.subList(0, ids.indexOf(id))).as(id).containsAll(needed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void whatComesBeforeComesBefore(Scenario scenario) {
    List<String> before =
        scenarios().stream().map(Scenario::id).takeWhile(id -> !id.equals(scenario.id())).toList();
    assertThat(before).containsAll(scenario.after());
  }

  @Test
  void thereIsNoListingOfAnythingElse() {
    assertThatThrownBy(() -> CATALOGUE.listing("../lostupdate/PlainCounter.java"))
        .isInstanceOf(NoSuchElementException.class);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyScenarioIsComplete(Scenario scenario) {
    Prose prose = scenario.prose();
    assertThat(prose.story().en()).contains("\n\n");
    assertThat(prose.lookFor())
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(line -> line.en().matches("(?s).*[.?]"))
        .allMatch(line -> line.zh().matches("(?s).*[。？]"));
    assertThat(scenario.modes()).isNotEmpty();
    assertThat(scenario.questions()).hasSize(2);
    assertThat(prose.concepts()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(scenario.after()).allMatch(id -> CATALOGUE.find(id).isPresent());
    assertThat(scenario.parameters()).isNotEmpty();
    assertThat(scenario.variants())
        .extracting(Variant::id)
        .hasSizeGreaterThanOrEqualTo(2)
        .doesNotHaveDuplicates();
    assertThat(scenario.variants()).extracting(Variant::correct).contains(true, false);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everythingIsSaidInBothLanguages(Scenario scenario) {
    Prose prose = scenario.prose();
    List<Text> sentences =
        new ArrayList<>(
            List.of(
                scenario.topic().title(),
                prose.title(),
                prose.summary(),
                prose.story(),
                prose.goal()));
    sentences.addAll(prose.lookFor());
    prose
        .questions()
        .values()
        .forEach(
            question -> {
              sentences.add(question.title());
              sentences.add(question.text());
            });
    for (Parameter parameter : scenario.parameters()) {
      sentences.add(prose.parameters().get(parameter.name()).text());
    }
    for (Variant variant : scenario.variants()) {
      Entry entry = prose.variants().get(variant.id());
      assertThat(List.of(entry.title().en(), entry.title().zh())).noneMatch(String::isBlank);
      sentences.add(entry.text());
    }
    assertThat(sentences).allMatch(each -> each.zh().matches("(?s).*\\p{IsHan}.*"));
    assertThat(sentences).noneMatch(each -> each.en().matches("(?s).*\\p{IsHan}.*"));
    assertThat(sentences).noneMatch(each -> each.en().isBlank());
    assertThat(sentences)
        .as("a space that a line's end left in Chinese")
        .noneMatch(each -> each.zh().matches("(?s).*\\p{IsHan} \\p{IsHan}.*"));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void itsOutcomeIsSaidInBothLanguages(Case each) {
    Outcome outcome = each.run().end().outcome();
    if (outcome != null) { // a deadlock has none
      assertThat(outcome.summary().en()).matches("[A-Z0-9].*\\.").doesNotContain("{", "%");
      assertThat(outcome.summary().zh()).matches(".*\\p{IsHan}.*。").doesNotContain("{", "%");
      assertThat(outcome.value()).as("a value is the same in every language").matches("[^a-z]+");
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void defaultsAreWithinBounds(Scenario scenario) {
    assertThat(scenario.parameters()).extracting(Parameter::name).doesNotHaveDuplicates();
    for (Parameter parameter : scenario.parameters()) {
      Map<String, Object> given = Map.of(parameter.name(), parameter.defaultValue());
      assertThat(scenario.arguments(given).asMap()).containsAllEntriesOf(given);
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
  @MethodSource("runs")
  void whateverARunRecordsIsInTheListing(Case each) {
    Run run = each.run();
    Listing listing = CATALOGUE.listing(each.variant().file());
    List<String> lines = listing.text().lines().toList();
    HashSet<Integer> seen = new HashSet<>();
    for (Event event : run.events()) {
      if (event.kind() == Kind.THREAD_START || event.kind() == Kind.THREAD_END) {
        continue; // a thread begins and ends at no line
      }
      if (event.site() == 0 && run.trace().threads().get(event.thread()).pool() != 0) {
        continue; // and a worker asks for its first task at none
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
