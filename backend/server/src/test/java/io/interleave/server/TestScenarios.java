package io.interleave.server;

import static java.util.stream.Collectors.toMap;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Text;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Settings.MemoryModel;
import io.interleave.scenario.Arguments;
import io.interleave.scenario.Course;
import io.interleave.scenario.Course.Week;
import io.interleave.scenario.Listing;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Topic;
import io.interleave.scenario.Variant;
import io.interleave.scenario.story.Answer;
import io.interleave.scenario.story.Facts;
import io.interleave.scenario.story.Question;
import io.interleave.scenario.story.Said;
import io.interleave.scenario.text.Entry;
import io.interleave.scenario.text.Prose;
import io.interleave.server.catalogue.Scenarios;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Small programs that do what a test wants: finish, contend, sleep, deadlock, throw. */
@TestConfiguration(proxyBeanMethods = false)
public class TestScenarios {

  @Bean
  Scenarios scenarios() {
    return new Scenarios(
        List.of(
            scenario(
                "counting",
                variant("locked", TestScenarios::counting),
                variant("again", TestScenarios::counting)),
            controlled("racing", variant("plain", TestScenarios::racing)),
            controlled("stalling", variant("only", _ -> TestScenarios::stalling)),
            scenario("sleeping", variant("only", TestScenarios::sleeping)),
            scenario("ticking", variant("only", TestScenarios::ticking)),
            scenario("deadlock", variant("only", _ -> TestScenarios::deadlock)),
            scenario("throwing", variant("only", _ -> TestScenarios::throwing))),
        List.of(
            new Course(
                "course",
                new Text("A course", "一门课"),
                new Text("For testers.", "给测试者。"),
                List.of(new Week(new Text("First", "第一周"), List.of("counting"))))),
        file -> new Listing("java", file, 3, "class X {} // <&>"));
  }

  private static Scenario scenario(String id, Variant... variants) {
    return scenario(id, List.of("live"), Map.of(), variants);
  }

  private static Scenario controlled(String id, Variant... variants) {
    return scenario(id, List.of("live", "controlled"), Map.of("threads", 2, "rounds", 1), variants);
  }

  private static Scenario scenario(
      String id, List<String> modes, Map<String, Object> small, Variant... variants) {
    List<Parameter> parameters =
        List.of(
            Parameter.integer("threads", 2, 1, 64),
            Parameter.integer("rounds", 10, 1, 1_000_000),
            Parameter.millis("time", 10, 0, 60_000),
            Parameter.flag("fair", false),
            Parameter.choice("colour", "red", List.of("red", "green")));
    return new Scenario(
        id,
        new Topic("tests", new Text("Tests", "测试"), new Text("What is tested.", "被测试的东西。")),
        id.equals("racing") ? List.of("counting") : List.of(),
        modes,
        MemoryModel.SC,
        parameters,
        List.of(),
        small,
        List.of(variants),
        List.of(
            Question.number("threads", TestScenarios::threads),
            Question.whether("never", _ -> Optional.empty()),
            Question.number("unknown", _ -> Optional.empty())),
        facts ->
            Stream.of(
                new Said(new Text("It ended at %d.", "在 %d 结束。").with(facts.last()), facts.last())),
        () ->
            new Prose(
                new Text("The title of " + id, id + " 的标题"),
                new Text("A summary.", "一句概要。"),
                new Text("A story with </script> in it.", "含有 </script> 的故事。"),
                new Text("A goal.", "一个目标。"),
                List.of(new Text("This.", "看这里。")),
                List.of(new Text("testing", "测试法")),
                parameters.stream().collect(toMap(Parameter::name, TestScenarios::entry)),
                Stream.of(variants).collect(toMap(Variant::id, TestScenarios::entry)),
                Map.of(
                    "threads", asked("How many threads?", "有几个线程？", Map.of()),
                    "never",
                        asked(
                            "Will it?",
                            "会吗？",
                            Map.of("yes", new Text("Yes", "会"), "no", new Text("No", "不会"))),
                    "unknown", asked("Who knows?", "谁知道？", Map.of()))));
  }

  private static Optional<Answer> threads(Facts facts) {
    return Optional.of(facts.count(facts.events(Kind.THREAD_START)));
  }

  private static Entry asked(String english, String chinese, Map<String, Text> choices) {
    return new Entry(new Text(english, chinese), new Text("Count them.", "数一数。"), choices);
  }

  private static Entry entry(Parameter parameter) {
    Map<String, Text> choices = new LinkedHashMap<>();
    Objects.requireNonNullElse(parameter.choices(), List.<String>of())
        .forEach(value -> choices.put(value, new Text("Choice " + value, "选项 " + value)));
    return new Entry(
        new Text("Parameter " + parameter.name(), "参数 " + parameter.name()),
        new Text("What it does.", "它的作用。"),
        choices);
  }

  private static Entry entry(Variant variant) {
    return new Entry(
        new Text("Variant " + variant.id(), "写法 " + variant.id()),
        new Text("A text.", "一段说明。"),
        Map.of());
  }

  private static Variant variant(String id, Function<Arguments, Program> program) {
    return new Variant(id, true, id + ".java", null, List.of(), program);
  }

  private static Program counting(Arguments arguments) {
    return () -> {
      TracedReentrantLock lock = new TracedReentrantLock("counter lock", arguments.flag("fair"));
      int[] count = {0};
      List<TracedThread> threads = new ArrayList<>();
      for (int i = 1; i <= arguments.integer("threads"); i++) {
        threads.add(
            TracedThread.platform(
                    "counter " + i,
                    () -> {
                      for (int round = 0; round < arguments.integer("rounds"); round++) {
                        lock.lock();
                        try {
                          count[0]++;
                        } finally {
                          lock.unlock();
                        }
                      }
                    })
                .start());
      }
      for (TracedThread thread : threads) {
        thread.join();
      }
      return new Outcome(
          Integer.toString(count[0]), true, new Text("Counted to %d.", "数到了 %d。").with(count[0]));
    };
  }

  /** Each thread reads and writes a variable so many times; the goal is that no write is lost. */
  private static Program racing(Arguments arguments) {
    return () -> {
      int threads = arguments.integer("threads");
      int rounds = arguments.integer("rounds");
      SharedInt count = SharedInt.plain("count", 0);
      List<TracedThread> started = new ArrayList<>();
      for (int i = 1; i <= threads; i++) {
        started.add(
            TracedThread.platform(
                    "racer " + i,
                    () -> {
                      for (int round = 0; round < rounds; round++) {
                        count.set(count.get() + 1);
                      }
                    })
                .start());
      }
      for (TracedThread thread : started) {
        thread.join();
      }
      int value = count.get();
      return new Outcome(
          Integer.toString(value), value == threads * rounds, "Counted to " + value + ".");
    };
  }

  /** Waits where no scheduler can see it. */
  private static Outcome stalling() throws InterruptedException {
    new CountDownLatch(1).await();
    return new Outcome("", true, "");
  }

  private static Program sleeping(Arguments arguments) {
    return () -> {
      TracedThread.sleep(arguments.integer("time"));
      return new Outcome("slept", true, "Slept.");
    };
  }

  /** Two threads that sleep and wake, again and again. */
  private static Program ticking(Arguments arguments) {
    return () -> {
      TracedThread other = TracedThread.platform("ticker", () -> tick(arguments)).start();
      tick(arguments);
      other.join();
      return new Outcome("ticked", true, "Ticked.");
    };
  }

  private static void tick(Arguments arguments) throws InterruptedException {
    for (int round = 0; round < arguments.integer("rounds"); round++) {
      TracedThread.sleep(arguments.integer("time"));
    }
  }

  private static Outcome deadlock() throws InterruptedException {
    TracedReentrantLock left = new TracedReentrantLock("left");
    TracedReentrantLock right = new TracedReentrantLock("right");
    CountDownLatch both = new CountDownLatch(2);
    TracedThread first = TracedThread.platform("first", () -> lockBoth(left, right, both)).start();
    TracedThread second =
        TracedThread.platform("second", () -> lockBoth(right, left, both)).start();
    first.join();
    second.join();
    return new Outcome("", false, "");
  }

  private static void lockBoth(
      TracedReentrantLock one, TracedReentrantLock other, CountDownLatch both)
      throws InterruptedException {
    one.lock();
    both.countDown();
    both.await();
    other.lock();
  }

  private static Outcome throwing() {
    throw new IllegalStateException("as asked");
  }
}
