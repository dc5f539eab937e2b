package io.interleave.server.session;

import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Position;
import io.interleave.engine.explore.Stepper;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Limits;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.ImpossibleStep;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategies;
import io.interleave.engine.wire.Compact;
import io.interleave.server.catalogue.Subject;
import io.interleave.server.problem.Problem;
import io.interleave.server.run.Fields;
import io.interleave.server.session.SessionRequest.Step;
import io.interleave.server.session.SessionView.ChoiceView;
import io.interleave.server.session.SessionView.EndView;
import io.interleave.server.session.SessionView.FoundView;
import io.interleave.server.session.SessionView.WaitingView;
import io.interleave.server.store.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A place in a program's execution, and the way there and on from there.
 *
 * <p>It holds no thread and no trace: each request executes the program from its start along the
 * schedule. Thread-safe; requests are served one after the other.
 */
final class Session {

  private static final int MOST_THREAD = 0xffff;
  private static final int MOST_ALTERNATIVE = 0x7fff;

  private static final List<String> ACTIONS =
      List.of("choose", "undo", "redo", "goto", "auto", "find");

  private final String id;
  private final Subject subject;
  private final Settings settings;
  private final Limits limits;
  private final Duration findTime;
  private final Stepper stepper;
  private final JsonMapper json;
  private final long seed = Fields.randomSeed();
  private final Instant created = Instant.now();

  private final ReentrantLock turn = new ReentrantLock(true);
  // Guarded by turn. invariant: 0 <= step <= track.length(); where it stands is track.first(step)
  private Schedule track;
  private int step;

  /**
   * Sits down at the end of a schedule.
   *
   * @throws Problem if that leads nowhere
   */
  Session(
      String id,
      Subject subject,
      Settings settings,
      Schedule track,
      Limits limits,
      Duration findTime,
      JsonMapper json) {
    this.id = id;
    this.subject = subject;
    this.settings = settings;
    this.limits = limits;
    this.findTime = findTime;
    this.stepper = new Stepper(subject.program(), settings, limits);
    this.json = json;
    this.track = track;
    this.step = track.length();
  }

  String id() {
    return id;
  }

  /**
   * Where it stands.
   *
   * @throws Problem if its schedule leads nowhere
   */
  SessionView view() throws InterruptedException {
    turn.lockInterruptibly();
    try {
      return view(look("schedule"), null);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Does what a client asks for.
   *
   * @throws Problem naming what cannot be; then nothing has changed
   */
  SessionView act(Step request) throws InterruptedException {
    turn.lockInterruptibly();
    Schedule trackBefore = track;
    int stepBefore = step;
    boolean done = false;
    try {
      Stepper.Found found = null;
      boolean finding = false;
      switch (request.action()) {
        case "choose" -> choose(request.thread(), request.alternative());
        case "undo" -> move(step - 1, "action", new Text("There is nothing to undo.", "没有可以撤销的。"));
        case "redo" -> move(step + 1, "action", new Text("There is nothing to redo.", "没有可以重做的。"));
        case "goto" -> goTo(request.step());
        case "auto" -> auto(request.strategy(), request.steps());
        case "find" -> {
          found = stepper.find(here(), seed, findTime);
          finding = true;
        }
        case null ->
            throw Problem.invalid(
                "action", new Text("What is to be done? One of %s.", "要做什么？可选 %s。").with(ACTIONS));
        default -> throw Fields.unknown("action", request.action(), ACTIONS);
      }
      SessionView view = view(look("thread"), finding ? FoundView.of(found) : null);
      done = true;
      return view;
    } finally {
      if (!done) {
        track = trackBefore;
        step = stepBefore;
      }
      turn.unlock();
    }
  }

  private Schedule here() {
    return track.first(step);
  }

  private void stand(Schedule at) {
    track = at;
    step = at.length();
  }

  private void choose(@Nullable Integer thread, @Nullable Integer alternative)
      throws InterruptedException {
    if (thread == null || thread < 1 || thread > MOST_THREAD) {
      throw Problem.invalid("thread", new Text("Which thread is to go?", "让哪个线程执行？"));
    }
    int course = alternative == null ? 0 : alternative;
    if (course < 0 || course > MOST_ALTERNATIVE) {
      throw Problem.invalid(
          "alternative", new Text("There is no alternative %d.", "没有编号为 %d 的走法。").with(course));
    }
    Schedule before = here();
    Position position = at(before, "thread");
    Position.Choice choice =
        position.choices().stream()
            .filter(each -> each.thread() == thread)
            .findFirst()
            .orElseThrow(
                () ->
                    Problem.invalid(
                        "thread",
                        position.end() == null
                            ? new Text("Thread %d cannot go now.", "线程 %d 现在无法执行。").with(thread)
                            : new Text("The program has ended.", "程序已经结束。")));
    if (course >= choice.alternatives().size()) {
      throw Problem.invalid(
          "alternative",
          new Text(
                  "This step of thread %d has %d courses, counted from 0.",
                  "线程 %d 的这一步有 %d 种走法，从 0 开始编号。")
              .with(thread, choice.alternatives().size()));
    }
    if (step == settings.steps()) {
      throw Problem.invalid(
          "action",
          new Text("A session has at most %d steps.", "一次会话最多有 %d 步。").with(settings.steps()));
    }
    stand(before.then(thread, choice.course() + course));
  }

  private void goTo(@Nullable Integer target) {
    if (target == null) {
      throw Problem.invalid("step", new Text("To which step?", "到哪一步？"));
    }
    move(
        target,
        "step",
        new Text("'step' is 0 to %d, not %d.", "“step”是 0 到 %d，不是 %d。")
            .with(track.length(), target));
  }

  private void move(int target, String field, Text otherwise) {
    if (target < 0 || target > track.length()) {
      throw Problem.invalid(field, otherwise);
    }
    step = target;
  }

  private void auto(@Nullable String strategy, @Nullable Integer steps)
      throws InterruptedException {
    Strategies chosen = Fields.strategy(strategy);
    if (steps != null && steps < 1) {
      throw Problem.invalid(
          "steps", new Text("'steps' is at least 1, not %d.", "“steps”至少是 1，不是 %d。").with(steps));
    }
    int most = steps == null ? settings.steps() : steps;
    stand(stepper.goOn(here(), chosen, seed + step, most));
  }

  private Position look(String field) throws InterruptedException {
    Position position = at(here(), field);
    if (position.schedule().length() < step) {
      stand(position.schedule()); // it went on after the program's end
    }
    return position;
  }

  private Position at(Schedule schedule, String field) throws InterruptedException {
    Position position;
    try {
      position = stepper.at(schedule);
    } catch (ImpossibleStep e) {
      throw Problem.invalid(field, e.text());
    }
    End end = position.end();
    if (end != null && end.status() == Status.CANCELLED) {
      throw Problem.full(
          new Text("It took longer than %d ms to get there.", "到达那里花的时间超过了 %d 毫秒。")
              .with(limits.maxDuration().toMillis()),
          limits.maxDuration());
    }
    return position;
  }

  private SessionView view(Position position, @Nullable FoundView found) {
    String schedule = position.schedule().toString();
    return new SessionView(
        id,
        subject.scenario().id(),
        subject.variant().id(),
        subject.arguments().asMap(),
        settings.memory().word(),
        schedule,
        step,
        step > 0,
        step < track.length(),
        EndView.of(position.end()),
        position.choices().stream().map(each -> ChoiceView.of(each, position.trace())).toList(),
        position.waiting().stream().map(each -> WaitingView.of(each, position.trace())).toList(),
        SessionView.goals(position),
        found,
        Compact.of(
            json.writeValueAsString(run(position, schedule)),
            position.trace(),
            position.findings()));
  }

  private Run run(Position position, String schedule) {
    Run begun =
        Run.queued(
                id,
                subject.scenario().id(),
                subject.variant().id(),
                seed,
                subject.arguments().asMap(),
                created)
            .controlled(null, null, settings.memory().word())
            .begun(created)
            .counted(
                position.trace().size(),
                position.trace().threads().last(),
                position.findings().size());
    End end = position.end();
    return (end == null ? begun : begun.ended(end, Instant.now())).scheduled(schedule);
  }
}
