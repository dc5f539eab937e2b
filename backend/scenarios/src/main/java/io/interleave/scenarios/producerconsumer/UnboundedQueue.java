package io.interleave.scenarios.producerconsumer;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedQueue;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** There is room for any number of orders. */
record UnboundedQueue(
    int producers, int consumers, int orders, int produce, int consume, int capacity)
    implements Program {

  private static final int GO_HOME = 0;

  @Override
  public Outcome run() throws InterruptedException {
    BlockingQueue<Integer> rail = new TracedQueue<>("orders");
    AtomicInteger deepest = new AtomicInteger();
    AtomicInteger served = new AtomicInteger();

    List<TracedThread> cooks =
        Threads.start(
            consumers,
            "consumer",
            number -> {
              while (rail.take() != GO_HOME) {
                Activity.io(consume);
                served.incrementAndGet();
              }
            });
    Threads.startAndJoin(
        producers,
        "producer",
        number -> {
          for (int order = 1; order <= orders; order++) {
            Activity.io(produce);
            rail.put(order);
            deepest.accumulateAndGet(rail.size(), Math::max);
          }
        });
    for (int i = 0; i < consumers; i++) {
      rail.put(GO_HOME);
    }
    Threads.join(cooks);

    return ProducerConsumer.outcome(served.get(), producers * orders, deepest.get(), capacity);
  }
}
