package io.interleave.engine.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.Runs;
import io.interleave.engine.TraceRules;
import io.interleave.engine.Unhurried;
import io.interleave.engine.explore.Explore;
import io.interleave.engine.explore.Method;
import io.interleave.engine.explore.Report;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Strategies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A recorded pool does what the JDK's does, live and controlled, whatever is set. */
class PoolContractTest {

  private static final int SEEDS = 15;

  /** A world with pools and latches. */
  private interface World {
    ThreadPoolExecutor pool(int core, int max, int capacity);

    CountDownLatch latch(int count);

    String thread();

    void interruptSelf();

    boolean interrupted();
  }

  private static final World JDK =
      new World() {
        @Override
        public ThreadPoolExecutor pool(int core, int max, int capacity) {
          return new ThreadPoolExecutor(
              core, max, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(capacity));
        }

        @Override
        public CountDownLatch latch(int count) {
          return new CountDownLatch(count);
        }

        @Override
        public String thread() {
          return Thread.currentThread().getName();
        }

        @Override
        public void interruptSelf() {
          Thread.currentThread().interrupt();
        }

        @Override
        public boolean interrupted() {
          return Thread.interrupted();
        }
      };

  private static final World OURS =
      new World() {
        @Override
        public ThreadPoolExecutor pool(int core, int max, int capacity) {
          return TracedExecutor.bounded("pool", core, max, capacity);
        }

        @Override
        public CountDownLatch latch(int count) {
          return new TracedLatch("latch", count);
        }

        @Override
        public String thread() {
          return TracedThread.currentName();
        }

        @Override
        public void interruptSelf() {
          TracedThread.interruptCurrent();
        }

        @Override
        public boolean interrupted() {
          return TracedThread.interrupted();
        }
      };

  /** What a program prints; the same in each world and schedule. */
  @FunctionalInterface
  private interface Script {
    String in(World world) throws Exception;
  }

  private static void compare(Script script) throws Exception {
    compare(script, false);
  }

  private static void compare(Script script, boolean takesAny) throws Exception {
    String expected = script.in(JDK);
    List<String> seen = new ArrayList<>();
    Runs.Body body = () -> seen.add(script.in(OURS));
    List<Runs.Ended> runs = new ArrayList<>(List.of(Runs.run(body)));
    for (int seed = 1; seed <= SEEDS; seed++) {
      runs.add(ControlledRuns.run(Plan.by(Strategies.RANDOM, seed), body).run());
    }
    for (Runs.Ended run : runs) {
      assertThat(run.end().status())
          .as("%s %s", run.end().reason(), run.findings())
          .isEqualTo(Status.COMPLETED);
      TraceRules.check(run.trace(), takesAny);
    }
    assertThat(seen).hasSize(SEEDS + 1).containsOnly(expected);
  }

  private static Runnable waiting(CountDownLatch gate) {
    return () -> {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /** A pool of one worker is full, and a task comes: what becomes of all. */
  private static String full(World world, RejectedExecutionHandler handler) {
    ThreadPoolExecutor pool = world.pool(1, 1, 1);
    pool.setRejectedExecutionHandler(handler);
    CountDownLatch gate = world.latch(1);
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    String me = world.thread();
    pool.execute(waiting(gate));
    pool.execute(() -> ran.add("queued"));
    String refused = "";
    try {
      pool.execute(() -> ran.add("third " + me.equals(world.thread())));
    } catch (RejectedExecutionException e) {
      refused = " refused";
    }
    String atOnce = ran.toString();
    gate.countDown();
    pool.close();
    return atOnce + " " + ran + refused + (pool.getRejectedExecutionHandler() == handler);
  }

  @Test
  void handlersOfRefusedTasks() throws Exception {
    List<Supplier<RejectedExecutionHandler>> handlers =
        List.of(
            ThreadPoolExecutor.AbortPolicy::new,
            ThreadPoolExecutor.CallerRunsPolicy::new,
            ThreadPoolExecutor.DiscardPolicy::new,
            ThreadPoolExecutor.DiscardOldestPolicy::new,
            () -> (command, pool) -> command.run(),
            () ->
                (command, pool) -> {
                  throw new RejectedExecutionException("no");
                },
            () ->
                (command, pool) -> {
                  Runnable _ = pool.getQueue().remove();
                  pool.getQueue().add(command);
                },
            () ->
                new ThreadPoolExecutor.AbortPolicy() {
                  @Override
                  public void rejectedExecution(Runnable command, ThreadPoolExecutor pool) {
                    command.run();
                  }
                });
    for (Supplier<RejectedExecutionHandler> handler : handlers) {
      compare(world -> full(world, handler.get()));
    }
  }

  @Test
  void aPoolThatIsShutDownRefusesByItsHandlerToo() throws Exception {
    for (Supplier<RejectedExecutionHandler> handler :
        List.<Supplier<RejectedExecutionHandler>>of(
            ThreadPoolExecutor.AbortPolicy::new,
            ThreadPoolExecutor.CallerRunsPolicy::new,
            ThreadPoolExecutor.DiscardPolicy::new,
            ThreadPoolExecutor.DiscardOldestPolicy::new)) {
      compare(
          world -> {
            ThreadPoolExecutor pool = world.pool(1, 1, 1);
            pool.setRejectedExecutionHandler(handler.get());
            pool.shutdown();
            List<String> ran = new ArrayList<>();
            String refused = "";
            try {
              pool.execute(() -> ran.add("ran"));
            } catch (RejectedExecutionException e) {
              refused = "refused";
            }
            pool.close();
            return refused + ran;
          });
    }
  }

  @Test
  void figures() throws Exception {
    compare(
        world -> {
          ThreadPoolExecutor pool = world.pool(2, 3, 1);
          CountDownLatch started = world.latch(3);
          CountDownLatch gate = world.latch(1);
          for (int i = 0; i < 4; i++) {
            pool.execute(
                () -> {
                  started.countDown();
                  waiting(gate).run();
                });
          }
          started.await();
          String busy = figures(pool);
          boolean terminating = pool.isTerminating();
          gate.countDown();
          pool.close();
          return busy + terminating + " " + figures(pool) + pool.isTerminating();
        });
  }

  private static String figures(ThreadPoolExecutor pool) {
    return "%d workers, %d busy, %d at most, %d tasks, %d done, %d wait "
        .formatted(
            pool.getPoolSize(),
            pool.getActiveCount(),
            pool.getLargestPoolSize(),
            pool.getTaskCount(),
            pool.getCompletedTaskCount(),
            pool.getQueue().size());
  }

  @Test
  void workersBeforeTheirTasks() throws Exception {
    compare(
        world -> {
          ThreadPoolExecutor pool = world.pool(3, 5, 1);
          String seen = pool.prestartCoreThread() + " " + pool.getPoolSize();
          seen += " " + pool.prestartAllCoreThreads() + " " + pool.getPoolSize();
          seen += " " + pool.prestartCoreThread() + " " + pool.prestartAllCoreThreads();
          pool.close();
          return seen + " " + pool.getLargestPoolSize() + " " + pool.getPoolSize();
        });
  }

  @Test
  void sizesThatGrow() throws Exception {
    compare(
        world -> {
          ThreadPoolExecutor pool = world.pool(1, 1, 2);
          CountDownLatch gate = world.latch(1);
          CountDownLatch started = world.latch(3);
          Runnable task =
              () -> {
                started.countDown();
                waiting(gate).run();
              };
          for (int i = 0; i < 3; i++) {
            pool.execute(task);
          }
          String before = pool.getPoolSize() + " " + pool.getQueue().size();
          pool.setMaximumPoolSize(3);
          pool.setCorePoolSize(3); // takes the two that wait
          started.await();
          String after = pool.getPoolSize() + " " + pool.getQueue().size();
          gate.countDown();
          pool.close();
          return before + ", " + after + ", " + pool.getCorePoolSize() + pool.getMaximumPoolSize();
        });
  }

  @Test
  @SuppressWarnings("FutureReturnValueIgnored") // there is none
  void settingsThatMakeNoSense() throws Exception {
    List<Setting> settings =
        List.of(
            pool -> pool.setCorePoolSize(-1),
            pool -> pool.setCorePoolSize(4),
            pool -> pool.setMaximumPoolSize(0),
            pool -> pool.setMaximumPoolSize(1),
            pool -> pool.setKeepAliveTime(-1, TimeUnit.SECONDS),
            pool -> {
              pool.setKeepAliveTime(0, TimeUnit.SECONDS);
              pool.allowCoreThreadTimeOut(true);
            },
            pool -> {
              pool.allowCoreThreadTimeOut(true);
              pool.setKeepAliveTime(0, TimeUnit.SECONDS);
            },
            pool -> pool.setRejectedExecutionHandler(null),
            pool -> pool.execute(null),
            pool -> pool.submit((Runnable) null),
            pool -> pool.invokeAny(List.<Callable<Object>>of()),
            pool -> pool.invokeAny(Collections.singletonList((Callable<Object>) null)),
            pool -> pool.invokeAny(null),
            pool -> pool.invokeAll(null),
            pool -> pool.invokeAll(Collections.singletonList((Callable<Object>) null)),
            pool -> pool.invokeAll(null, 1, TimeUnit.SECONDS));
    for (Setting setting : settings) {
      compare(
          world -> {
            ThreadPoolExecutor pool = world.pool(2, 3, 1);
            String became = "taken";
            try {
              setting.of(pool);
            } catch (Exception e) {
              became = e.getClass().getSimpleName();
            }
            String values =
                " %d %d %d %b"
                    .formatted(
                        pool.getCorePoolSize(),
                        pool.getMaximumPoolSize(),
                        pool.getKeepAliveTime(TimeUnit.SECONDS),
                        pool.allowsCoreThreadTimeOut());
            pool.close();
            return became + values;
          });
    }
  }

  @FunctionalInterface
  private interface Setting {
    void of(ThreadPoolExecutor pool) throws Exception;
  }

  @Test
  void tasksThatAreTakenBack() throws Exception {
    compare(
        world -> {
          ThreadPoolExecutor pool = world.pool(1, 1, 5);
          CountDownLatch gate = world.latch(1);
          List<String> ran = Collections.synchronizedList(new ArrayList<>());
          pool.execute(waiting(gate));
          Runnable unwanted = () -> ran.add("unwanted");
          pool.execute(unwanted);
          pool.execute(() -> ran.add("wanted"));
          Future<?> cancelled = pool.submit(() -> ran.add("cancelled"));
          String seen = pool.remove(unwanted) + " " + pool.remove(unwanted);
          cancelled.cancel(false);
          seen += " " + pool.getQueue().contains(cancelled) + " " + pool.getQueue().size();
          pool.purge();
          seen += " " + pool.getQueue().size() + " " + cancelled.isCancelled();
          gate.countDown();
          pool.close();
          return seen + ran + cancelled.state();
        },
        true);
  }

  @Test
  void whatIsLeftWhenItIsShutDownAtOnce() throws Exception {
    compare(
        world -> {
          ThreadPoolExecutor pool = world.pool(1, 1, 5);
          CountDownLatch gate = world.latch(1);
          CountDownLatch started = world.latch(1);
          List<String> ran = Collections.synchronizedList(new ArrayList<>());
          Future<?> first =
              pool.submit(
                  () -> {
                    started.countDown();
                    gate.await();
                    return 1;
                  });
          Runnable command = () -> ran.add("ran");
          pool.execute(command);
          Future<?> future = pool.submit(command);
          started.await();
          List<Runnable> left = pool.shutdownNow();
          left.forEach(each -> cancel(each));
          pool.close();
          boolean ended = pool.isTerminated();
          return "%b %b %b %s %s %s"
              .formatted(
                  left.equals(List.of(command, future)),
                  ended,
                  future.isCancelled(),
                  ran,
                  first.state(),
                  first.exceptionNow());
        });
  }

  private static void cancel(Runnable left) {
    if (left instanceof Future<?> future) {
      future.cancel(false);
    }
  }

  @Test
  void idleWorkersTimeOutOnceTheTimeIsSet() throws Exception {
    Explore.Body<String> shrinking =
        () -> {
          ThreadPoolExecutor pool = TracedExecutor.fixed("pool", 1);
          pool.allowCoreThreadTimeOut(true);
          pool.prestartAllCoreThreads();
          TracedThread.sleep(100_000);
          int idle = pool.getPoolSize();
          TracedLatch ran = new TracedLatch("ran", 1);
          pool.execute(ran::countDown);
          ran.await();
          pool.close();
          return idle + " " + pool.getLargestPoolSize();
        };
    Report report = Explore.program(shrinking).by(Method.CLASSES).check();
    assertThat(report.exhaustive()).isTrue();
    assertThat(report.outcomes().stream().map(Report.Row::value).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("0 1", "1 1");

    Runs.Ended live =
        Runs.run(
            () -> {
              ThreadPoolExecutor pool = TracedExecutor.fixed("pool", 2);
              pool.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
              assertThat(pool.prestartAllCoreThreads()).isEqualTo(2);
              pool.allowCoreThreadTimeOut(true);
              while (pool.getPoolSize() > 0) {
                TracedThread.sleep(1);
              }
              pool.close();
            });
    assertThat(live.end().status()).as("%s", live.end().reason()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void fewerWorkers() throws Exception {
    for (boolean atMost : List.of(false, true)) {
      Report report =
          Explore.program(
                  () -> {
                    ThreadPoolExecutor pool = TracedExecutor.fixed("pool", 2);
                    pool.prestartAllCoreThreads();
                    pool.setCorePoolSize(1);
                    TracedLatch ran = new TracedLatch("ran", 1);
                    if (atMost) {
                      pool.setMaximumPoolSize(1);
                      ran.countDown();
                    } else {
                      pool.execute(ran::countDown);
                    }
                    pool.close();
                    return "%d %d %d"
                        .formatted(pool.getLargestPoolSize(), pool.getPoolSize(), ran.getCount());
                  })
              .expecting(seen -> seen.equals("2 0 0"))
              .by(Method.CLASSES)
              .within(Unhurried.bounds(50_000))
              .check();
      assertThat(report.exhaustive()).isTrue();
    }
  }

  @Test
  void whatIsNotModelledStopsTheRun() {
    for (Setting refused :
        List.<Setting>of(
            pool -> pool.setThreadFactory(Thread::new),
            pool -> assertThat(pool.getThreadFactory()).isNull())) {
      Runs.Ended run =
          ControlledRuns.run(
                  Plan.by(Strategies.RANDOM, 1),
                  () -> {
                    try (TracedExecutor pool = TracedExecutor.fixed("pool", 1)) {
                      refused.of(pool);
                    }
                  })
              .run();
      assertThat(run.end().status()).isEqualTo(Status.FAILED);
      assertThat(String.valueOf(run.end().reason()))
          .contains("UnsupportedOperationException: ", "etThreadFactory: ", "pool 'pool'");
    }
  }

  @Test
  void closingWhileInterruptedShutsDownAtOnce() throws Exception {
    compare(
        world -> {
          ThreadPoolExecutor pool = world.pool(1, 1, 5);
          CountDownLatch started = world.latch(1);
          CountDownLatch never = world.latch(1);
          List<String> ran = Collections.synchronizedList(new ArrayList<>());
          Future<?> waits =
              pool.submit(
                  () -> {
                    started.countDown();
                    never.await();
                    return 1;
                  });
          pool.execute(() -> ran.add("left"));
          started.await();
          world.interruptSelf();
          pool.close();
          String seen = world.interrupted() + " " + pool.isTerminated() + ran + waits.state();
          world.interruptSelf();
          pool.close(); // nothing to wait for
          return seen + world.interrupted();
        });
  }

  @Test
  void whatWasClosedIsTerminated() {
    Runs.Ended run =
        Runs.run(
            () -> {
              for (int i = 0; i < 200; i++) {
                ThreadPoolExecutor pool = TracedExecutor.fixed("pool", 1);
                pool.execute(() -> {});
                if (i % 2 == 0) {
                  pool.close();
                } else {
                  pool.shutdown();
                  assertThat(pool.awaitTermination(1, TimeUnit.HOURS)).isTrue();
                }
                assertThat(pool.isTerminated()).isTrue();
              }
            });
    assertThat(run.end().status()).as("%s", run.end().reason()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void tasksThatFail() throws Exception {
    Callable<Integer> error =
        () -> {
          throw new AssertionError("error");
        };
    Callable<Integer> exception =
        () -> {
          throw new IllegalStateException("exception");
        };
    List<List<Callable<Integer>>> cases =
        List.of(
            List.of(error), List.of(error, exception), List.of(error, () -> 7), List.of(() -> 7));
    for (List<Callable<Integer>> tasks : cases) {
      compare(
          world -> {
            ThreadPoolExecutor pool = world.pool(1, 1, 5);
            String seen = "";
            try {
              seen += "any " + pool.invokeAny(tasks);
            } catch (ExecutionException e) {
              seen += "any " + e;
            }
            for (Future<Integer> future : pool.invokeAll(tasks)) {
              seen += ", " + future.state();
              if (future.state() == Future.State.FAILED) {
                seen += " " + future.exceptionNow();
              }
            }
            pool.close();
            return seen;
          });
    }
  }

  @Test
  void tasksInTime() throws Exception {
    compare(
        world -> {
          ThreadPoolExecutor pool = world.pool(1, 1, 5);
          List<Callable<Integer>> none = List.of();
          String seen = pool.invokeAll(none, 1, TimeUnit.HOURS).toString();
          List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2);
          List<Future<Integer>> late = pool.invokeAll(tasks, 0, TimeUnit.HOURS);
          for (Future<Integer> future : late) {
            seen += " " + future.state();
          }
          pool.close();
          return seen;
        });
  }
}
