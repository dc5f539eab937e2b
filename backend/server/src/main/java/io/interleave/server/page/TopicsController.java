package io.interleave.server.page;

import io.interleave.scenario.Course;
import io.interleave.scenario.Topic;
import io.interleave.server.catalogue.ScenarioView;
import io.interleave.server.catalogue.Scenarios;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.reactive.result.view.Rendering;

/** What a course would teach, week by week. */
@Controller
class TopicsController {

  /** A scenario, and those to be read before it. */
  record EntryView(ScenarioView scenario, List<ScenarioView> after) {}

  /** A week's worth of scenarios. */
  record TopicView(String id, String title, String summary, List<EntryView> entries) {}

  /** A week of a course. */
  record WeekView(String title, List<ScenarioView> scenarios) {}

  /** A way through the catalogue. */
  record CourseView(String id, String title, String summary, List<WeekView> weeks) {}

  private final Pages pages;
  private final Scenarios scenarios;

  TopicsController(Pages pages, Scenarios scenarios) {
    this.pages = pages;
    this.scenarios = scenarios;
  }

  @GetMapping("/topics")
  Rendering topics(ServerHttpRequest request, Locale locale) {
    return pages
        .page("topics", request)
        .modelAttribute("topics", weeks(locale))
        .modelAttribute(
            "courses", scenarios.courses().stream().map(course -> of(course, locale)).toList())
        .build();
  }

  private List<TopicView> weeks(Locale locale) {
    Map<Topic, List<EntryView>> entries = new LinkedHashMap<>();
    scenarios
        .all()
        .forEach(
            scenario ->
                entries
                    .computeIfAbsent(scenario.topic(), _ -> new ArrayList<>())
                    .add(
                        new EntryView(
                            view(scenario.id(), locale), views(scenario.after(), locale))));
    return entries.entrySet().stream()
        .map(
            each -> {
              Topic topic = each.getKey();
              return new TopicView(
                  topic.id(),
                  topic.title().in(locale),
                  topic.summary().in(locale),
                  each.getValue());
            })
        .toList();
  }

  private CourseView of(Course course, Locale locale) {
    return new CourseView(
        course.id(),
        course.title().in(locale),
        course.summary().in(locale),
        course.weeks().stream()
            .map(week -> new WeekView(week.title().in(locale), views(week.scenarios(), locale)))
            .toList());
  }

  private List<ScenarioView> views(List<String> ids, Locale locale) {
    return ids.stream().map(id -> view(id, locale)).toList();
  }

  private ScenarioView view(String id, Locale locale) {
    return scenarios.view(id, locale).orElseThrow();
  }
}
