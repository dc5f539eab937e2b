package io.interleave.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.record.Merger;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.Strand;
import io.interleave.engine.weave.sample.varied.Varied;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WeavingClassLoaderTest {

  private static final String SAMPLE = Varied.class.getName();
  private static final ClassLoader PARENT = WeavingClassLoaderTest.class.getClassLoader();

  private final ClassLoader loader =
      new WeavingClassLoader("io.interleave.engine.weave.sample", PARENT);

  private record Run(String result, List<Event> notes, Trace trace) {}

  /** Runs the sample as a loader gives it. */
  private static Run run(ClassLoader from) throws Exception {
    Recording recording = new Recording(100_000, 1);
    AtomicReference<Object> result = new AtomicReference<>("nothing");
    Strand main =
        TracedThread.main(
            recording,
            () -> {
              try {
                Class<?> sample = Class.forName(SAMPLE, true, from);
                result.set(((Supplier<?>) sample.getDeclaredConstructor().newInstance()).get());
              } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
              }
            });
    main.start();
    main.await(Duration.ofMinutes(10));
    Merger merger = new Merger(recording);
    merger.drain(Long.MAX_VALUE);
    List<Event> notes = new ArrayList<>();
    for (int seq = 1; seq <= merger.trace().size(); seq++) {
      if (merger.trace().kind(seq) == Kind.NOTE) {
        notes.add(merger.trace().get(seq));
      }
    }
    return new Run(result.get().toString(), notes, merger.trace());
  }

  @Test
  void wovenCodeDoesWhatItDidBefore() throws Exception {
    Run woven = run(loader);

    assertThat(woven.result()).startsWith("hello,there,").isEqualTo(run(PARENT).result());
  }

  @Test
  void everyCallSaysItsOwnLine() throws Exception {
    Run woven = run(loader);

    assertThat(woven.notes()).hasSizeGreaterThan(60);
    for (Event note : woven.notes()) {
      String told = woven.trace().strings().get((int) note.value());
      assertThat(woven.trace().sites().get(note.site())).hasToString("varied/" + told);
    }
  }

  @Test
  void codeThatIsNotWovenSaysNothing() throws Exception {
    assertThat(run(PARENT).notes()).isNotEmpty().allMatch(note -> note.site() == 0);
  }

  @Test
  void onlyItsOwnPackageIsLoadedAfresh() throws Exception {
    assertThat(loader.loadClass(SAMPLE)).isNotSameAs(Varied.class);
    assertThat(loader.loadClass(SAMPLE)).isSameAs(loader.loadClass(SAMPLE));
    assertThat(loader.loadClass(Probe.class.getName())).isSameAs(Probe.class);
  }

  @Test
  void anUnknownClassIsNotFound() {
    assertThatThrownBy(() -> loader.loadClass("io.interleave.engine.weave.sample.Nowhere"))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
