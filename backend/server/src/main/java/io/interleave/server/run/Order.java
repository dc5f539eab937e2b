package io.interleave.server.run;

import io.interleave.engine.event.Text;
import io.interleave.engine.run.Plan;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Settings.MemoryModel;
import io.interleave.engine.schedule.Strategies;
import io.interleave.scenario.Scenario;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.catalogue.Subject;
import io.interleave.server.problem.Problem;
import io.interleave.server.store.Run;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run to be: a request that was checked, with everything filled in.
 *
 * @param plan how it is scheduled; null for a live run
 */
record Order(Subject subject, long seed, @Nullable Plan plan) {

  private static final int DEPTH = 3;
  private static final int MOST_DEPTH = 10;

  /**
   * Checks a request.
   *
   * @param steps the most that a controlled run may take
   * @throws Problem naming the first field that cannot be
   */
  static Order of(RunRequest request, Scenarios scenarios, int steps) {
    Subject subject =
        Subject.of(scenarios, request.scenario(), request.variant(), request.parameters());
    boolean controlled = isControlled(request, subject.scenario());
    long seed = Fields.seed(request.seed());
    return new Order(
        subject, seed, controlled ? plan(request, subject.scenario(), seed, steps) : null);
  }

  private static boolean isControlled(RunRequest request, Scenario scenario) {
    String mode = request.mode() == null ? scenario.modes().getFirst() : request.mode();
    if (!mode.equals(Run.LIVE) && !mode.equals(Run.CONTROLLED)) {
      throw Problem.invalid(
          "mode",
          new Text("There is no mode '%s'; there are '%s' and '%s'.", "没有模式“%s”；可选的有“%s”和“%s”。")
              .with(mode, Run.LIVE, Run.CONTROLLED));
    }
    if (!scenario.modes().contains(mode)) {
      throw Problem.invalid(
          "mode", new Text("'%s' does not run %s.", "“%s”不能以 %s 模式运行。").with(scenario.id(), mode));
    }
    if (mode.equals(Run.CONTROLLED)) {
      return true;
    }
    refuse(
        "schedule",
        request.schedule(),
        new Text(
            "A live run has no schedule: the operating system makes it.", "实时运行没有调度：由操作系统决定。"));
    refuse(
        "strategy",
        request.strategy(),
        new Text("A live run has no strategy: the operating system chooses.", "实时运行没有策略：由操作系统选择。"));
    refuse(
        "depth",
        request.depth(),
        new Text("A live run has no strategy, and so no depth.", "实时运行没有策略，所以也没有深度。"));
    refuse(
        "memory",
        request.memory(),
        new Text("A live run has the machine's memory.", "实时运行使用机器自身的内存。"));
    return false;
  }

  private static Plan plan(RunRequest request, Scenario scenario, long seed, int steps) {
    MemoryModel memory = Fields.memory(request.memory(), scenario);
    Settings settings = Settings.DEFAULT.withMemory(memory).withSteps(steps);
    String text = request.schedule();
    if (text == null) {
      return new Plan(
          Fields.strategy(request.strategy()), seed, depth(request.depth()), null, settings);
    }
    refuse(
        "strategy",
        request.strategy(),
        new Text("A schedule leaves nothing for a strategy to choose.", "给定了调度，就没有什么可由策略选择了。"));
    refuse("depth", request.depth(), new Text("A schedule has no depth.", "调度没有深度。"));
    Schedule schedule = Fields.schedule(text);
    if (schedule.length() > steps) {
      throw Problem.invalid(
          "schedule",
          new Text(
                  "The schedule has %d steps, and a run here at most %d.",
                  "调度有 %d 步，而这里的一次运行最多 %d 步。")
              .with(schedule.length(), steps));
    }
    return Plan.replaying(schedule).with(settings);
  }

  private static int depth(@Nullable Integer depth) {
    if (depth == null) {
      return DEPTH;
    }
    if (depth < 1 || depth > MOST_DEPTH) {
      throw Problem.invalid(
          "depth",
          new Text("'depth' is 1 to %d, not %d.", "“depth”是 1 到 %d，不是 %d。")
              .with(MOST_DEPTH, depth));
    }
    return depth;
  }

  private static void refuse(String field, @Nullable Object value, Text why) {
    if (value != null) {
      throw Problem.invalid(field, why);
    }
  }

  /** How it is described while it waits for its turn. */
  Run queued(String id, Instant now) {
    Run live =
        Run.queued(
            id,
            subject.scenario().id(),
            subject.variant().id(),
            seed,
            subject.arguments().asMap(),
            now);
    if (plan == null) {
      return live;
    }
    String strategy = plan.schedule() == null ? plan.strategy().id() : Run.REPLAY;
    Integer depth = strategy.equals(Strategies.PCT.id()) ? plan.depth() : null;
    return live.controlled(strategy, depth, plan.settings().memory().word());
  }
}
