package io.interleave.scenarios;

import io.interleave.scenario.Course;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.ScenarioList;
import io.interleave.scenarios.conditionhandoff.ConditionHandoff;
import io.interleave.scenarios.deadlock.Deadlock;
import io.interleave.scenarios.diningphilosophers.DiningPhilosophers;
import io.interleave.scenarios.eventgate.EventGate;
import io.interleave.scenarios.ifinsteadofwhile.IfInsteadOfWhile;
import io.interleave.scenarios.lostsignal.LostSignal;
import io.interleave.scenarios.lostupdate.LostUpdate;
import io.interleave.scenarios.mutexcontention.MutexContention;
import io.interleave.scenarios.nestedmonitor.NestedMonitor;
import io.interleave.scenarios.poolselfdeadlock.PoolSelfDeadlock;
import io.interleave.scenarios.priorityqueue.PriorityQueue;
import io.interleave.scenarios.producerconsumer.ProducerConsumer;
import io.interleave.scenarios.semaphore.LimitedDownloads;
import io.interleave.scenarios.starvation.Starvation;
import io.interleave.scenarios.threadlifecycle.ThreadLifecycle;
import io.interleave.scenarios.wrongwaiter.WrongWaiter;
import java.util.List;

/** Every scenario, one a line, in the order of the catalogue. */
public final class All implements ScenarioList {
  @Override
  public List<Scenario> scenarios() {
    return List.of(
        ThreadLifecycle.scenario(),
        LostUpdate.scenario(),
        MutexContention.scenario(),
        ConditionHandoff.scenario(),
        IfInsteadOfWhile.scenario(),
        LostSignal.scenario(),
        WrongWaiter.scenario(),
        PriorityQueue.scenario(),
        EventGate.scenario(),
        NestedMonitor.scenario(),
        Deadlock.scenario(),
        DiningPhilosophers.scenario(),
        Starvation.scenario(),
        PoolSelfDeadlock.scenario(),
        LimitedDownloads.scenario(),
        ProducerConsumer.scenario());
  }

  @Override
  public List<Course> courses() {
    return Courses.ALL;
  }
}
