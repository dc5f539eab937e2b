package io.interleave.engine.analysis.permits;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds permits that were given and had never been taken.
 *
 * <p>A semaphore that begins with permits stands for so many places. Where more permits were given
 * than taken up to a moment, by whichever threads, there are more than places. A semaphore that
 * begins with none carries signals, and may be given any number. A bounded semaphore refuses such a
 * release, and that is reported too. Threads may give back what others took, as producers and
 * consumers do.
 *
 * <p>Reported once for each semaphore and place of release. An event costs a constant; memory grows
 * with threads times semaphores. Not thread-safe.
 */
public final class OverReleases extends Analysis {

  private static final class Account {
    // Permits given, less those taken.
    long surplus;
    final Map<Integer, Long> given = new HashMap<>();
    final Map<Integer, Long> taken = new HashMap<>();
  }

  private record Subject(int semaphore, int site) {}

  // By semaphore.
  private final Map<Integer, Account> accounts = new HashMap<>();
  // Threads that have asked for permits and were not answered.
  private final Set<Integer> asking = new HashSet<>();
  private final Set<Subject> reported = new HashSet<>();

  public OverReleases(Trace trace) {
    super(trace);
  }

  @Override
  protected void event(int seq) {
    int thread = trace.thread(seq);
    switch (trace.kind(seq)) {
      case SEMAPHORE_REQUEST -> asking.add(thread);
      case SEMAPHORE_ACQUIRE -> {
        asking.remove(thread);
        Account account = account(trace.object(seq));
        account.surplus -= trace.value(seq);
        account.taken.merge(thread, trace.value(seq), Long::sum);
      }
      case SEMAPHORE_RELEASE -> {
        Account account = account(trace.object(seq));
        account.surplus += trace.value(seq);
        account.given.merge(thread, trace.value(seq), Long::sum);
        Long initial = trace.objects().get(trace.object(seq)).initial();
        if (account.surplus > 0 && initial != null && initial > 0 && isNew(seq)) {
          report(seq, exceeded(seq, account, initial));
        }
      }
      case SEMAPHORE_FAIL -> {
        if (!asking.remove(thread) && isNew(seq)) {
          report(seq, refused(seq));
        }
      }
      default -> {}
    }
  }

  private Account account(int semaphore) {
    return accounts.computeIfAbsent(semaphore, _ -> new Account());
  }

  private boolean isNew(int seq) {
    return reported.add(new Subject(trace.object(seq), trace.site(seq)));
  }

  private Text exceeded(int seq, Account account, long initial) {
    int thread = trace.thread(seq);
    return new Text(
            "%s gave '%s' more permits than had been taken (%s): it began with %d, and once all are"
                + " back it has %d. So far %s took %d of them and gave %d.",
            "%s 还给信号量“%s”的许可比取走的还多（%s）：它开始时有 %d 个许可，等全部归还后会有 %d 个。" + "到目前为止，%s 取走了 %d 个，归还了 %d 个。")
        .with(
            threadName(thread),
            objectName(trace.object(seq)),
            place(seq),
            initial,
            initial + account.surplus,
            threadName(thread),
            account.taken.getOrDefault(thread, 0L),
            account.given.getOrDefault(thread, 0L));
  }

  private Text refused(int seq) {
    ObjectInfo semaphore = trace.objects().get(trace.object(seq));
    return new Text(
            "%s gave '%s' a permit too many (%s): it holds at most %d, and refused.",
            "%s 多还给信号量“%s”一个许可（%s）：它最多容纳 %d 个，所以拒绝了。")
        .with(threadName(trace.thread(seq)), semaphore.name(), place(seq), semaphore.capacity());
  }

  private void report(int seq, Text message) {
    report(
        new Finding(
            "over-release",
            Finding.Certainty.OBSERVED,
            List.of(trace.thread(seq)),
            List.of(trace.object(seq)),
            List.of((long) seq),
            message));
  }
}
