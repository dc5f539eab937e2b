package io.interleave.scenario.story;

import io.interleave.engine.analysis.Words;
import io.interleave.engine.analysis.cause.Explanation;
import io.interleave.engine.analysis.state.Wait;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What happened in a run, and the answers to its scenario's questions.
 *
 * @param happened how long it took; what the scenario tells; the longest wait; what was found
 * @param answers by the id of the question, without those that the run did not come to
 */
public record Account(List<Said> happened, Map<String, Answer> answers) {

  public Account {
    happened = List.copyOf(happened);
    answers = Map.copyOf(answers);
  }

  /**
   * @param telling what the scenario itself tells
   */
  public static Account of(
      Facts facts, Function<Facts, Stream<Said>> telling, List<Question> questions) {
    List<Said> happened = new ArrayList<>();
    happened.add(length(facts));
    telling.apply(facts).forEach(happened::add);
    longest(facts).ifPresent(happened::add);
    Map<String, Finding> found = new LinkedHashMap<>();
    facts.findings().forEach(finding -> found.putIfAbsent(finding.type(), finding));
    found.values().forEach(finding -> happened.add(found(finding)));
    Map<String, Answer> answers = new LinkedHashMap<>();
    for (Question question : questions) {
      question.answer().apply(facts).ifPresent(answer -> answers.put(question.id(), answer));
    }
    return new Account(happened, answers);
  }

  private static Said length(Facts facts) {
    int started = facts.started().size();
    Text text =
        new Text(
            started == 1
                ? "The run took %s; besides main, %d thread took part."
                : "The run took %s; besides main, %d threads took part.",
            "这次运行用了 %s；除 main 外有 %d 个线程参与。");
    return new Said(text.with(facts.time(facts.end()), started), 0);
  }

  /** Of those that came to an end: how long another would have lasted, no run can tell. */
  private static Optional<Said> longest(Facts facts) {
    List<Wait> ended = facts.waits().stream().filter(wait -> wait.result() != 0).toList();
    Text whose =
        ended.size() == facts.waits().size()
            ? new Text("%s waited longest", "%s 等得最久")
            : new Text("Of the waits that ended, that of %s was the longest", "在已经结束的等待中，%s 等得最久");
    return facts.longest(ended).map(wait -> longest(facts, whose, wait));
  }

  private static Said longest(Facts facts, Text whose, Wait wait) {
    Explanation why = facts.why(wait);
    List<Text> holders =
        why.holders().stream()
            .map(tenure -> facts.thread(tenure.thread()))
            .distinct()
            .map(Text::same)
            .toList();
    Text text =
        whose
            .with(facts.thread(wait.thread()))
            .then(
                new Text(": %s for %s", "：等 %2$s 用了 %1$s")
                    .with(facts.time(wait.to() - wait.from()), facts.object(wait.object())));
    Text end =
        holders.isEmpty()
            ? new Text(".", "。")
            : new Text(", which %s had meanwhile.", "，其间由 %s 占有。").with(list(holders));
    return new Said(text.then(end), wait.request());
  }

  private static Said found(Finding finding) {
    return new Said(
        finding.message(), finding.events().isEmpty() ? 0 : finding.events().getFirst().intValue());
  }

  private static Text list(List<Text> names) {
    return names.size() <= 2 ? Words.AND.join(names) : Words.COMMA.join(names);
  }
}
