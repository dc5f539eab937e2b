package io.interleave.server.store;

import static io.interleave.server.store.Stores.JSON;
import static io.interleave.server.store.Stores.queued;
import static io.interleave.server.store.Stores.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.run.Status;
import io.interleave.server.client.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStoreTest {

  @TempDir Path dataDir;

  private RunStore open(int keep) throws IOException {
    return Stores.open(dataDir, keep, new Stores.Unforced());
  }

  /** As servers did that had none, and as one does that finds none. */
  private RunStore openWithoutLedger(int keep) throws IOException {
    Files.delete(dataDir.resolve("runs.ledger"));
    return open(keep);
  }

  private static Run finish(RunStore store, Run run, int frames) {
    return finish(store, run, frames, Client.NOBODY);
  }

  private static Run finish(RunStore store, Run run, int frames, Client client) {
    FrameLog log = store.create(run, client);
    Run begun = run.begun(Instant.EPOCH);
    store.update(begun);
    log.append(Frame.Type.RUN, new FrameId(0, 0), StreamJson.run(JSON, begun));
    for (int i = 1; i <= frames; i++) {
      log.append(Frame.Type.EVENTS, new FrameId(i, 0), "{\"data\":\"" + "x".repeat(i * 37) + "\"}");
    }
    return Stores.end(store, log, begun, Status.COMPLETED);
  }

  @Test
  void aRunOfAnOlderServerStillLoads() throws IOException {
    Run run = finish(open(10), queued("old", 1), 3);
    Path file = dataDir.resolve("runs/old/run.json");
    String now = Files.readString(file);
    String then = now.replaceAll("\"(strategy|depth|memory|schedule)\":null,", "");
    assertThat(then).hasSizeLessThan(now.length());
    Files.writeString(file, then);
    assertThat(openWithoutLedger(10).find("old")).contains(run);
  }

  /** Servers used to record their samples themselves, and to keep them for ever. */
  @Test
  void aSampleOfAnOlderServerIsARunLikeOthers() throws IOException {
    Run run = finish(open(10), queued("sample", 1), 3);
    Path file = dataDir.resolve("runs/sample/run.json");
    Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"sample\":true,"));
    RunStore store = openWithoutLedger(1);
    assertThat(store.find("sample")).contains(run);
    assertThat(store.log("sample").frames()).hasSize(5);
    finish(store, queued("run", 2), 1);
    assertThat(store.newest(10)).extracting(Listed::id).containsExactly("run");
  }

  @Test
  void nobodysRunsGoForWhatAnotherHasTooMuchOf() throws IOException {
    RunStore store = open(6);
    Client ann = new Client("1.1.1.1", "");
    Client bob = new Client("2.2.2.2", "");
    finish(store, queued("ann1", 1), 1, ann);
    finish(store, queued("ann2", 2), 1, ann);
    for (int i = 0; i < 20; i++) {
      finish(store, queued("bob" + i, 3 + i), 1, bob);
    }
    assertThat(store.newest(100))
        .extracting(Listed::id)
        .containsExactly("bob19", "bob18", "bob17", "bob16", "ann2", "ann1");
    // Many names of one address keep what the four keep that it counts for.
    for (int i = 0; i < 20; i++) {
      finish(store, queued("eve" + i, 30 + i), 1, new Client("3.3.3.3", "eve" + i));
    }
    assertThat(store.newest(100))
        .extracting(Listed::id)
        .containsExactly("eve19", "eve18", "eve17", "eve16", "bob19", "ann2");
    assertThat(open(6).newest(100)).as("after a restart").hasSize(6);
  }

  /** A megabyte is kept: who fills it with few runs does not sweep the many small ones. */
  @Test
  void nobodysRunsGoForTheSizeOfAnothers() throws IOException {
    RunStore store = open(100);
    Client ann = new Client("1.1.1.1", "");
    Client bob = new Client("2.2.2.2", "");
    for (int i = 0; i < 20; i++) {
      finish(store, queued("ann" + i, i), 1, ann);
    }
    for (int i = 0; i < 5; i++) {
      finish(store, queued("bob" + i, 30 + i), 180, bob); // 600 kilobytes
    }
    assertThat(store.newest(100)).hasSize(21).first().extracting(Listed::id).isEqualTo("bob4");
  }

  @Test
  void aFinishedRunIsTheSameAfterARestart() throws IOException {
    RunStore store = open(10);
    Run run = finish(store, queued("a", 1), 200);
    String before = text(store.log("a"));
    assertThat(before).hasSizeGreaterThan(700_000).endsWith("\n\n");
    assertThat(Files.readString(dataDir.resolve("runs/a/stream.sse"))).isEqualTo(before);

    RunStore again = open(10);
    assertThat(again.find("a")).contains(run);
    assertThat(text(again.log("a"))).isEqualTo(before);
    assertThat(again.log("a").frames()).hasSize(202);
  }

  @Test
  void aLogIsReadableWhileItGrowsFromAnyPosition() throws IOException {
    FrameLog log = open(10).create(queued("a", 1), Client.NOBODY);
    StringBuilder expected = new StringBuilder();
    for (int i = 1; i <= 300; i++) {
      String data = "y".repeat(i);
      log.append(Frame.Type.EVENTS, new FrameId(i, 0), data);
      expected
          .append("event: events\nid: ")
          .append(i)
          .append("\ndata: ")
          .append(data)
          .append("\n\n");
    }
    assertThat(log.isComplete()).isFalse();
    assertThat(text(log)).isEqualTo(expected.toString());
    for (Frame frame : log.frames()) {
      assertThat(log.data(frame)).isEqualTo("y".repeat(frame.id().seq()));
    }
  }

  @Test
  void aRunThatWasCutOffIsEnded() throws IOException {
    RunStore store = open(10);
    FrameLog log = store.create(queued("cut", 1), Client.NOBODY);
    Run begun = queued("cut", 1).begun(Instant.EPOCH);
    store.update(begun);
    log.append(Frame.Type.RUN, new FrameId(0, 0), StreamJson.run(JSON, begun));
    log.append(Frame.Type.EVENTS, new FrameId(1, 0), Stores.FIRST_EVENT);
    String whole = text(log);
    Path file = dataDir.resolve("runs/cut/stream.sse");
    Files.writeString(file, whole + "event: events\nid: 9\ndata: {\"seq\":2,");
    store.create(queued("waiting", 2), Client.NOBODY);

    RunStore again = open(10);
    Run run = again.find("cut").orElseThrow();
    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(run.reason()).isEqualTo("The server stopped while it ran.");
    assertThat(run.events()).isEqualTo(1);
    assertThat(run.threads()).isEqualTo(1);
    String ended = text(again.log("cut"));
    assertThat(ended).startsWith(whole + "event: end\nid: 1.end\ndata: {\"run\":{\"id\":\"cut\"");
    assertThat(Files.readString(file)).isEqualTo(ended);
    assertThat(again.find("waiting").orElseThrow().status()).isEqualTo(Status.FAILED);
    assertThat(text(again.log("waiting"))).contains("id: 0\n", "id: 0.end\n");

    RunStore thrice = open(10);
    assertThat(text(thrice.log("cut"))).isEqualTo(ended);
  }

  @Test
  void aRunWhoseEndWasWrittenButNotItsDescriptionHasEnded() throws IOException {
    RunStore store = open(10);
    Run ended = finish(store, queued("a", 1), 3);
    Path description = dataDir.resolve("runs/a/run.json");
    Files.writeString(
        description, Files.readString(description).replace("\"completed\"", "\"running\""));
    assertThat(openWithoutLedger(10).find("a")).contains(ended);
  }

  @Test
  void whatCannotBeReadIsListedAsDamagedAndLeftAlone() throws IOException {
    finish(open(10), queued("good", 1), 1);
    Files.createDirectories(dataDir.resolve("runs/garbage"));
    Files.writeString(dataDir.resolve("runs/garbage/run.json"), "{");
    Files.writeString(dataDir.resolve("runs/stray"), "?");
    finish(open(10), queued("cut", 2), 1);
    Files.writeString(dataDir.resolve("runs/cut/stream.sse"), "nothing of ours");

    RunStore store = openWithoutLedger(10);
    assertThat(store.newest(10)).extracting(Listed::id).containsOnly("cut", "garbage", "good");
    assertThat(store.newest("s", 10)).extracting(Run::id).containsExactly("good");
    for (String damaged : List.of("cut", "garbage")) {
      assertThat(store.newest(10))
          .filteredOn(run -> run.id().equals(damaged))
          .hasOnlyElementsOfType(DamagedRun.class);
      assertThatThrownBy(() -> store.get(damaged)).hasMessageContaining("damaged");
      assertThatThrownBy(() -> store.log(damaged)).hasMessageContaining("damaged");
    }
    assertThat(dataDir.resolve("runs/garbage/run.json")).hasContent("{");
    assertThat(dataDir.resolve("runs/cut/stream.sse")).hasContent("nothing of ours");
  }

  /** Such runs go when their turn comes, as others do. */
  @Test
  void damagedRunsAreNotKeptForEver() throws IOException {
    finish(open(10), queued("damaged", 1), 1);
    Path folder = dataDir.resolve("runs/damaged");
    Files.writeString(folder.resolve("run.json"), "{");
    Files.setLastModifiedTime(folder, FileTime.from(Instant.EPOCH));
    RunStore store = openWithoutLedger(2);
    finish(store, queued("second", 2), 1);
    assertThat(folder).exists();
    finish(store, queued("third", 3), 1);
    assertThat(folder).doesNotExist();
    assertThat(store.newest(10)).extracting(Listed::id).containsExactly("third", "second");
  }

  @Test
  void whatIsLeftOfARunThatWasNeverThereIsRemoved() throws IOException {
    open(10);
    Files.createDirectories(dataDir.resolve("runs/empty"));
    Files.createDirectories(dataDir.resolve("runs/begun"));
    Files.writeString(dataDir.resolve("runs/begun/stream.sse"), "");
    Files.writeString(dataDir.resolve("runs/begun/run.json.new"), "{");
    Files.createDirectories(dataDir.resolve("runs/.gone-run"));
    Files.writeString(dataDir.resolve("runs/.gone-run/stream.sse"), "event: ");
    Files.createDirectories(dataDir.resolve("runs/foreign"));
    Files.writeString(dataDir.resolve("runs/foreign/thesis.txt"), "all of it");
    assertThat(open(10).newest(10)).isEmpty();
    try (Stream<Path> left = Files.list(dataDir.resolve("runs"))) {
      assertThat(left).containsExactly(dataDir.resolve("runs/foreign"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"QUEUED", "RUNNING"})
  void howeverTheyEndedTheOldestGoFirst(Status status) throws IOException {
    RunStore store = open(2);
    for (int i = 1; i <= 3; i++) {
      Stores.finish(store, queued("run" + i, i), status);
    }
    assertThat(store.newest(10)).extracting(Listed::id).containsExactly("run3", "run2");
    Path file = dataDir.resolve("runs/run2/run.json");
    Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"sample\":true,"));
    RunStore again = openWithoutLedger(1);
    assertThat(again.newest(10)).extracting(Listed::id).containsExactly("run3");
    assertThat(dataDir.resolve("runs/run2")).doesNotExist();
  }

  @Test
  void theOldestGoFirst() throws IOException {
    RunStore store = open(2);
    for (int i = 1; i <= 4; i++) {
      finish(store, queued("run" + i, i), 1);
    }
    assertThat(store.newest(10)).extracting(Listed::id).containsExactly("run4", "run3");
    assertThat(dataDir.resolve("runs/run1")).doesNotExist();
  }

  @Test
  void filesTooBigTogetherGoToo() throws IOException {
    RunStore store = open(100);
    for (int i = 1; i <= 3; i++) {
      finish(store, queued("run" + i, i), 160); // half a megabyte each
    }
    assertThat(store.newest(10)).extracting(Listed::id).containsExactly("run3", "run2");
  }
}
