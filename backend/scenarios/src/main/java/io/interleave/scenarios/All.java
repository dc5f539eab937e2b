package io.interleave.scenarios;

import io.interleave.scenario.Course;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.ScenarioList;
import io.interleave.scenarios.bankaccount.BankAccount;
import io.interleave.scenarios.checkthenact.CheckThenAct;
import io.interleave.scenarios.conditionhandoff.ConditionHandoff;
import io.interleave.scenarios.deadlock.Deadlock;
import io.interleave.scenarios.diningphilosophers.DiningPhilosophers;
import io.interleave.scenarios.eventgate.EventGate;
import io.interleave.scenarios.fairness.Fairness;
import io.interleave.scenarios.foreignrelease.ForeignRelease;
import io.interleave.scenarios.forgottenunlock.ForgottenUnlock;
import io.interleave.scenarios.ifinsteadofwhile.IfInsteadOfWhile;
import io.interleave.scenarios.interleaving.Interleaving;
import io.interleave.scenarios.livelock.Livelock;
import io.interleave.scenarios.lockconvoy.LockConvoy;
import io.interleave.scenarios.lostexception.LostException;
import io.interleave.scenarios.lostsignal.LostSignal;
import io.interleave.scenarios.lostupdate.LostUpdate;
import io.interleave.scenarios.monitor.TillMonitor;
import io.interleave.scenarios.mutexcontention.MutexContention;
import io.interleave.scenarios.nestedmonitor.NestedMonitor;
import io.interleave.scenarios.poolselfdeadlock.PoolSelfDeadlock;
import io.interleave.scenarios.priorityinversion.PriorityInversion;
import io.interleave.scenarios.priorityqueue.PriorityQueue;
import io.interleave.scenarios.producerconsumer.ProducerConsumer;
import io.interleave.scenarios.readwritelock.ReadWriteLockScenario;
import io.interleave.scenarios.reentrancy.Reentrancy;
import io.interleave.scenarios.semaphore.LimitedDownloads;
import io.interleave.scenarios.sharedglobal.SharedGlobal;
import io.interleave.scenarios.spinorpark.SpinOrPark;
import io.interleave.scenarios.stampedlock.Stamped;
import io.interleave.scenarios.starvation.Starvation;
import io.interleave.scenarios.stoprequest.StopRequest;
import io.interleave.scenarios.threadlifecycle.ThreadLifecycle;
import io.interleave.scenarios.threadlocal.ThreadLocals;
import io.interleave.scenarios.transferdeadlock.TransferDeadlock;
import io.interleave.scenarios.trylock.TryLockScenario;
import io.interleave.scenarios.visibility.Visibility;
import io.interleave.scenarios.wronglock.WrongLock;
import io.interleave.scenarios.wrongwaiter.WrongWaiter;
import java.util.List;

/** Every scenario, one a line, in the order of the catalogue. */
public final class All implements ScenarioList {
  @Override
  public List<Scenario> scenarios() {
    return List.of(
        ThreadLifecycle.scenario(),
        Interleaving.scenario(),
        LostUpdate.scenario(),
        BankAccount.scenario(),
        CheckThenAct.scenario(),
        WrongLock.scenario(),
        SharedGlobal.scenario(),
        ThreadLocals.scenario(),
        LostException.scenario(),
        StopRequest.scenario(),
        Visibility.scenario(),
        MutexContention.scenario(),
        Reentrancy.scenario(),
        TillMonitor.scenario(),
        ForeignRelease.scenario(),
        ForgottenUnlock.scenario(),
        Fairness.scenario(),
        TryLockScenario.scenario(),
        ReadWriteLockScenario.scenario(),
        Stamped.scenario(),
        LockConvoy.scenario(),
        SpinOrPark.scenario(),
        ConditionHandoff.scenario(),
        IfInsteadOfWhile.scenario(),
        LostSignal.scenario(),
        WrongWaiter.scenario(),
        PriorityQueue.scenario(),
        EventGate.scenario(),
        NestedMonitor.scenario(),
        Deadlock.scenario(),
        TransferDeadlock.scenario(),
        DiningPhilosophers.scenario(),
        Livelock.scenario(),
        Starvation.scenario(),
        PriorityInversion.scenario(),
        PoolSelfDeadlock.scenario(),
        LimitedDownloads.scenario(),
        ProducerConsumer.scenario());
  }

  @Override
  public List<Course> courses() {
    return Courses.ALL;
  }
}
