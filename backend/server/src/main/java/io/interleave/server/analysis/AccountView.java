package io.interleave.server.analysis;

import io.interleave.scenario.story.Account;
import io.interleave.scenario.story.Answer;
import io.interleave.scenario.story.Said;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened in a run, and the answers to its scenario's questions.
 *
 * @param answers by the id of the question, without those that the run did not come to
 */
record AccountView(List<SaidView> happened, Map<String, AnswerView> answers) {

  /**
   * A sentence.
   *
   * @param text in English
   * @param texts in the other languages, by their tags
   * @param event that it is about, 0 for none
   */
  record SaidView(String text, Map<String, String> texts, int event) {

    static SaidView of(Said said) {
      return new SaidView(said.text().en(), said.text().translations(), said.seq());
    }
  }

  /**
   * What is right.
   *
   * @param value a whole number, or the key of a choice
   * @param event that decides it
   */
  record AnswerView(String value, int event) {

    static AnswerView of(Answer answer) {
      return new AnswerView(answer.value(), answer.seq());
    }
  }

  static AccountView of(Account account) {
    Map<String, AnswerView> answers = new LinkedHashMap<>();
    account.answers().forEach((id, answer) -> answers.put(id, AnswerView.of(answer)));
    return new AccountView(account.happened().stream().map(SaidView::of).toList(), answers);
  }
}
