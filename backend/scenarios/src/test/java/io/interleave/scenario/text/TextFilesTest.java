package io.interleave.scenario.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.event.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFilesTest {

  private static final String ENGLISH =
      """
      # The gate

      One by one they
      pass.

      ## Story

      First paragraph, on
      two lines.

      Second paragraph.

      ## Goal

      All pass.

      ## Look for

      - A lane
        that waits.
      - Another.

      ## Parameters

      ### count: Count

      How many.

      ### order: Order

      Who goes first.

      - fifo: First come, first served
      - any: As it comes

      ## Variants

      ### naive: Just go

      Nobody waits.

      ## Outcomes

      ### passed

      {passed} of {all} passed: 100% of {passed}.

      ## Concepts

      - turnstile

      ## Questions

      ### first: Who is first?

      Whoever came first.

      - ann: Ann
      - bob: Bob
      """;

  private static final String CHINESE =
      """
      # 大门

      大家一个接
      一个地通过 gate
      这道门，
      Ann 也在。

      ## Story

      第一段，
      分两行。

      第二段。

      ## Goal

      全部通过。

      ## Look for

      - 一条等待的泳道。
      - 另一条。

      ## Parameters

      ### count：数量

      有多少个。

      ### order: 顺序

      谁先走。

      - fifo：先来先走
      - any: 任意

      ## Variants

      ### naive: Just go

      谁也不等。

      ## Outcomes

      ### passed

      一共 {all} 个，通过了 {passed} 个。

      ## Concepts

      - 旋转门

      ## Questions

      ### first: 谁先走？

      先来的先走。

      - ann: Ann
      - bob: Bob
      """;

  private static Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    parameters.put("count", List.of());
    parameters.put("order", List.of("fifo", "any"));
    return parameters;
  }

  private static final Map<String, List<String>> QUESTIONS = Map.of("first", List.of("ann", "bob"));

  private static Prose read(String english, String chinese) {
    TextFiles files = TextFiles.of("gate/", Map.of("texts.en.md", english, "texts.zh.md", chinese));
    Sentence _ = files.sentence("passed", "passed", "all");
    return files.prose(parameters(), List.of("naive"), QUESTIONS);
  }

  @Test
  void everythingIsRead() {
    Prose prose = read(ENGLISH, CHINESE);

    assertThat(prose.title()).isEqualTo(new Text("The gate", "大门"));
    assertThat(prose.summary())
        .isEqualTo(new Text("One by one they pass.", "大家一个接一个地通过 gate 这道门，Ann 也在。"));
    assertThat(prose.story())
        .isEqualTo(
            new Text("First paragraph, on two lines.\n\nSecond paragraph.", "第一段，分两行。\n\n第二段。"));
    assertThat(prose.goal().zh()).isEqualTo("全部通过。");
    assertThat(prose.lookFor())
        .containsExactly(new Text("A lane that waits.", "一条等待的泳道。"), new Text("Another.", "另一条。"));
    assertThat(prose.parameters().get("count"))
        .isEqualTo(new Entry(new Text("Count", "数量"), new Text("How many.", "有多少个。"), Map.of()));
    assertThat(prose.parameters().get("order").choices())
        .containsExactly(
            Map.entry("fifo", new Text("First come, first served", "先来先走")),
            Map.entry("any", new Text("As it comes", "任意")));
    assertThat(prose.variants().get("naive").title()).isEqualTo(Text.same("Just go"));
    assertThat(prose.concepts()).containsExactly(new Text("turnstile", "旋转门"));
    assertThat(prose.questions().get("first").title()).isEqualTo(new Text("Who is first?", "谁先走？"));
    assertThat(prose.questions().get("first").choices()).containsKeys("ann", "bob");
  }

  @Test
  void aSentencesPlacesAreFilledByName() {
    TextFiles files = TextFiles.of("gate/", Map.of("texts.en.md", ENGLISH, "texts.zh.md", CHINESE));
    assertThat(files.sentence("passed", "passed", "all").with(2, 3))
        .isEqualTo(new Text("2 of 3 passed: 100% of 2.", "一共 3 个，通过了 2 个。"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
      en.md:1: the file begins with its title | # The gate | The gate
      "en.md:1: '## The gate' cannot stand here" | # The gate | ## The gate
      "en.md:13: '# Goal' cannot stand here" | ## Goal | # Goal
      "en.md:13: pages show plain text, so '#### Goal'" | ## Goal | #### Goal
      "en.md:1: '## Goal' is missing under 'The gate'" | ## Goal | ## Gaol
      "en.md:13: 'Gaol' is none of [Outcomes, Story, Goal," | ## Goal | ## Gaol
      "en.md:13: 'Story' was there before" | ## Goal | ## Story
      "en.md:13: nothing stands under 'Goal'" | All pass. | ""
      "en.md:15: pages show plain text, so '`'" | All pass. | All `pass`.
      "en.md:15: pages show plain text, so ']('" | All pass. | See [this](that).
      "en.md:15: pages show plain text, so '1. Pass.'" | All pass. | 1. Pass.
      "en.md:15: '全部通过。' is not in the language" | All pass. | 全部通过。
      zh.md:19: there are 2 here, but 1 in English | - Another. | ""
      zh.md:8: there are 2 here, but 1 in English | Second paragraph. | ""
      "en.md:23: '### count' is missing under 'Parameters'" | ### count: Count | ### coutn: Count
      "en.md:25: 'coutn' is none of [count, order]" | ### count: Count | ### coutn: Count
      "en.md:25: 'count' has no title: write 'count: ...'" | ### count: Count | ### count
      "en.md:25: nothing stands under 'count: Count'" | How many. | - How many.
      en.md:27: no text belongs here | How many. | - How many.
      "en.md:29: '- any: ...' is missing under 'order: Order'" | - any: As it comes | - none: As it comes
      en.md:34: no text belongs here | - any: As it comes | - none: As it comes
      "en.md:34: 'any' has no title: write 'any: ...'" | - any: As it comes | - any
      "en.md:38: 'clever' is none of [naive]" | ### naive: Just go | ### clever: Just go
      "en.md:38: nothing stands under 'naive: Just go'" | Nobody waits. | ""
      "en.md:44: 'past' is none of [passed]" | ### passed | ### past
      en.md:44: such a sentence has no title | ### passed | ### passed: Passed
      "en.md:48: nothing stands under 'Concepts'" | - turnstile | ""
      "en.md:54: '- bob: ...' is missing under 'first: Who is first?'" | - bob: Bob | ""
      en.md:44: {everybody} is none of [passed, all] | {all} passed | {everybody} passed
      "en.md:44: 'passed' does not say {all}" | {all} passed | {everybody} passed
      """)
  void whatIsWrongIsToldWithItsPlace(String complaint, String right, String wrong) {
    assertThat(ENGLISH).contains(right);
    assertThatThrownBy(() -> read(ENGLISH.replace(right, wrong), CHINESE))
        .isInstanceOf(InvalidTexts.class)
        .hasMessageContaining("gate/texts." + complaint);
  }

  @Test
  void chineseHasToBeChinese() {
    assertThatThrownBy(() -> read(ENGLISH, CHINESE.replace("谁也不等。", "Nobody waits.")))
        .hasMessage("gate/texts.zh.md:41: 'Nobody waits.' is not in the language of this file");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThatThrownBy(() -> read(ENGLISH.replace("All pass.", ""), CHINESE.replace("谁先走。", "")))
        .hasMessageContaining("texts.en.md")
        .hasMessageContaining("texts.zh.md");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Map<String, String> english = new HashMap<>(Map.of("texts.en.md", ENGLISH));
    TextFiles files = TextFiles.of("gate/", english);
    assertThatThrownBy(() -> files.prose(parameters(), List.of("naive"), QUESTIONS))
        .hasMessageStartingWith("gate/texts.zh.md:1: there is no such file");
  }

  @Test
  void aTextForWhatDoesNotExistIsRefused() {
    TextFiles files = TextFiles.of("gate/", Map.of("texts.en.md", ENGLISH, "texts.zh.md", CHINESE));
    assertThatThrownBy(
            () -> files.prose(Map.of("count", List.of()), List.of("naive", "right"), QUESTIONS))
        .hasMessageContaining("'order' is none of [count]")
        .hasMessageContaining("'### right' is missing under 'Variants'")
        .hasMessageContaining("'Outcomes' is none of");
  }

  @Test
  void theExampleOfTheDocumentationIsRight() throws IOException {
    String guide = Files.readString(Path.of("../../docs/adding-a-scenario.md"));
    List<String> examples =
        Pattern.compile("```markdown\n(.*?)```", Pattern.DOTALL)
            .matcher(guide)
            .results()
            .map(example -> example.group(1))
            .toList();
    assertThat(examples).hasSize(2);
    TextFiles files =
        TextFiles.of(
            "coatcheck/",
            Map.of("texts.en.md", examples.getFirst(), "texts.zh.md", examples.getLast()));
    assertThat(files.sentence("hanging", "coats", "guests").with(1, 2))
        .isEqualTo(new Text("1 of 2 coats are hanging.", "2 位客人，挂了 1 件大衣。"));
    assertThat(files.told("between", "guest", "value").with("guest 1", 2).en()).contains("guest 1");
    Map<String, List<String>> questions = Map.of("shown", List.of(), "both", List.of("yes", "no"));
    assertThat(
            files.prose(Map.of("guests", List.of()), List.of("none", "ticket"), questions).title())
        .isEqualTo(new Text("The coat check", "衣帽间"));
  }
}
