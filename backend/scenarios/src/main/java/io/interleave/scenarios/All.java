package io.interleave.scenarios;

import io.interleave.scenario.Course;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.ScenarioList;
import io.interleave.scenarios.deadlock.Deadlock;
import io.interleave.scenarios.diningphilosophers.DiningPhilosophers;
import io.interleave.scenarios.lostexception.LostException;
import io.interleave.scenarios.lostupdate.LostUpdate;
import io.interleave.scenarios.mutexcontention.MutexContention;
import io.interleave.scenarios.priorityinversion.PriorityInversion;
import io.interleave.scenarios.producerconsumer.ProducerConsumer;
import io.interleave.scenarios.semaphore.LimitedDownloads;
import io.interleave.scenarios.stampedlock.Stamped;
import io.interleave.scenarios.stoprequest.StopRequest;
import io.interleave.scenarios.threadlifecycle.ThreadLifecycle;
import io.interleave.scenarios.threadlocal.ThreadLocals;
import io.interleave.scenarios.visibility.Visibility;
import java.util.List;

/** Every scenario, one a line, in the order of the catalogue. */
public final class All implements ScenarioList {
  @Override
  public List<Scenario> scenarios() {
    return List.of(
        ThreadLifecycle.scenario(),
        LostUpdate.scenario(),
        ThreadLocals.scenario(),
        LostException.scenario(),
        StopRequest.scenario(),
        Visibility.scenario(),
        MutexContention.scenario(),
        Stamped.scenario(),
        Deadlock.scenario(),
        DiningPhilosophers.scenario(),
        PriorityInversion.scenario(),
        LimitedDownloads.scenario(),
        ProducerConsumer.scenario());
  }

  @Override
  public List<Course> courses() {
    return Courses.ALL;
  }
}
