package io.interleave.server.exploration;

import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Exploration;
import io.interleave.engine.explore.Method;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Settings.MemoryModel;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.catalogue.Subject;
import io.interleave.server.problem.Problem;
import io.interleave.server.run.Fields;
import java.util.Arrays;

/** What is to be explored, and how: a request that was checked. */
record Inquiry(Subject subject, Method method, MemoryModel memory, long seed) {

  /**
   * Checks a request.
   *
   * @throws Problem naming the first field that cannot be
   */
  static Inquiry of(ExplorationRequest request, Scenarios scenarios) {
    Subject subject =
        Subject.small(scenarios, request.scenario(), request.variant(), request.parameters());
    Method method = method(request);
    MemoryModel memory = Fields.memory(request.memory(), subject.scenario());
    if (method == Method.STATES && memory != MemoryModel.SC) {
      throw Problem.invalid(
          "method",
          new Text(
              "'states' knows sequentially consistent memory only; 'classes' takes any.",
              "“states”只支持顺序一致的内存；“classes”支持任何内存。"));
    }
    return new Inquiry(subject, method, memory, Fields.seed(request.seed()));
  }

  private static Method method(ExplorationRequest request) {
    String id = request.method();
    if (id == null) {
      return Method.AUTO;
    }
    return Method.find(id)
        .orElseThrow(
            () ->
                Fields.unknown(
                    "method", id, Arrays.stream(Method.values()).map(Method::id).toList()));
  }

  Exploration begin(Settings settings) {
    return new Exploration(subject.program(), method, settings, seed);
  }
}
