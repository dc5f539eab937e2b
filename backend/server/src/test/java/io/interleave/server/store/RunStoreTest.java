package io.interleave.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.run.End;
import io.interleave.engine.run.Status;
import io.interleave.server.client.Client;
import io.interleave.server.config.InterleaveProperties;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.json.JsonMapper;

class RunStoreTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().addMixIn(Status.class, StatusMixin.class).build();

  @TempDir Path dataDir;

  private RunStore open(int keep) throws IOException {
    Map<String, String> properties =
        Map.of(
            "interleave.data-dir",
            dataDir.toString(),
            "interleave.history.runs",
            Integer.toString(keep),
            "interleave.history.size",
            "1MB");
    return new RunStore(
        new Binder(new MapConfigurationPropertySource(properties))
            .bindOrCreate("interleave", InterleaveProperties.class),
        new Samples(JSON),
        JSON);
  }

  private static Run queued(String id, long second) {
    return Run.queued(id, "s", "v", 1, Map.of("n", 1), Instant.ofEpochSecond(second));
  }

  private static String bytes(FrameLog log) {
    ByteBuffer all = ByteBuffer.allocate((int) log.size());
    for (long at = 0; at < log.size(); ) {
      ByteBuffer slice = log.slice(at, 1000);
      at += slice.remaining();
      all.put(slice);
    }
    return StandardCharsets.UTF_8.decode(all.flip()).toString();
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
    Run ended = begun.ended(new End(Status.COMPLETED, null, null, 5), Instant.EPOCH);
    store.update(ended);
    log.append(Frame.Type.END, new FrameId(frames, FrameId.END), StreamJson.end(JSON, ended));
    store.finished(run.id());
    return ended;
  }

  @Test
  void aRunOfAnOlderServerStillLoads() throws IOException {
    Run run = finish(open(10), queued("old", 1), 3);
    Path file = dataDir.resolve("runs/old/run.json");
    String now = Files.readString(file);
    String then = now.replaceAll("\"(strategy|depth|memory|schedule)\":null,", "");
    assertThat(then).hasSizeLessThan(now.length());
    Files.writeString(file, then);
    assertThat(open(10).find("old")).contains(run);
  }

  /** Servers used to record their samples themselves, and to keep them for ever. */
  @Test
  void aSampleOfAnOlderServerIsARunLikeOthers() throws IOException {
    Run run = finish(open(10), queued("sample", 1), 3);
    Path file = dataDir.resolve("runs/sample/run.json");
    Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"sample\":true,"));
    RunStore store = open(1);
    assertThat(store.find("sample")).contains(run);
    assertThat(store.log("sample").orElseThrow().frames()).hasSize(5);
    finish(store, queued("run", 2), 1);
    assertThat(store.newest(_ -> true, 10)).extracting(Run::id).containsExactly("run");
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
    assertThat(store.newest(_ -> true, 100))
        .extracting(Run::id)
        .containsExactly("bob19", "bob18", "bob17", "bob16", "ann2", "ann1");
    // Many names of one address keep no more than few.
    for (int i = 0; i < 20; i++) {
      finish(store, queued("eve" + i, 30 + i), 1, new Client("3.3.3.3", "eve" + i));
    }
    assertThat(store.newest(_ -> true, 100))
        .extracting(Run::id)
        .contains("ann1", "ann2")
        .filteredOn(id -> id.startsWith("bob"))
        .isNotEmpty();
    assertThat(open(6).newest(_ -> true, 100)).as("after a restart").hasSize(6);
  }

  @Test
  void aFinishedRunIsTheSameAfterARestart() throws IOException {
    RunStore store = open(10);
    Run run = finish(store, queued("a", 1), 200);
    String before = bytes(store.log("a").orElseThrow());
    assertThat(before).hasSizeGreaterThan(700_000).endsWith("\n\n");
    assertThat(Files.readString(dataDir.resolve("runs/a/stream.sse"))).isEqualTo(before);

    RunStore again = open(10);
    assertThat(again.find("a")).contains(run);
    assertThat(bytes(again.log("a").orElseThrow())).isEqualTo(before);
    assertThat(again.log("a").orElseThrow().frames()).hasSize(202);
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
    assertThat(bytes(log)).isEqualTo(expected.toString());
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
    log.append(
        Frame.Type.EVENTS,
        new FrameId(1, 0),
        "{\"seq\":1,\"count\":1,\"threads\":[{\"id\":1,\"name\":\"main\",\"virtual\":false,\"daemon\":false,\"process\":1}],\"data\":\"AwGq/MANAAAAAA==\"}");
    String whole = bytes(log);
    Path file = dataDir.resolve("runs/cut/stream.sse");
    Files.writeString(file, whole + "event: events\nid: 9\ndata: {\"seq\":2,");
    store.create(queued("waiting", 2), Client.NOBODY);

    RunStore again = open(10);
    Run run = again.find("cut").orElseThrow();
    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(run.reason()).isEqualTo("The server stopped while it ran.");
    assertThat(run.events()).isEqualTo(1);
    assertThat(run.threads()).isEqualTo(1);
    String ended = bytes(again.log("cut").orElseThrow());
    assertThat(ended).startsWith(whole + "event: end\nid: 1.end\ndata: {\"run\":{\"id\":\"cut\"");
    assertThat(Files.readString(file)).isEqualTo(ended);
    assertThat(again.find("waiting").orElseThrow().status()).isEqualTo(Status.FAILED);
    assertThat(bytes(again.log("waiting").orElseThrow())).contains("id: 0\n", "id: 0.end\n");

    RunStore thrice = open(10);
    assertThat(bytes(thrice.log("cut").orElseThrow())).isEqualTo(ended);
  }

  @Test
  void aRunWhoseEndWasWrittenButNotItsDescriptionHasEnded() throws IOException {
    RunStore store = open(10);
    Run ended = finish(store, queued("a", 1), 3);
    Path description = dataDir.resolve("runs/a/run.json");
    Files.writeString(
        description, Files.readString(description).replace("\"completed\"", "\"running\""));
    assertThat(open(10).find("a")).contains(ended);
  }

  @Test
  void whatCannotBeReadIsLeftAlone() throws IOException {
    finish(open(10), queued("good", 1), 1);
    Files.createDirectories(dataDir.resolve("runs/empty"));
    Files.createDirectories(dataDir.resolve("runs/garbage"));
    Files.writeString(dataDir.resolve("runs/garbage/run.json"), "{");
    Files.writeString(dataDir.resolve("runs/stray"), "?");
    finish(open(10), queued("cut", 2), 1);
    Files.writeString(dataDir.resolve("runs/cut/stream.sse"), "nothing of ours");

    RunStore store = open(10);
    assertThat(store.newest(_ -> true, 10)).extracting(Run::id).containsExactly("cut", "good");
    assertThat(store.log("cut")).isEmpty();
    assertThat(dataDir.resolve("runs/garbage")).exists();
  }

  @Test
  void theOldestGoFirst() throws IOException {
    RunStore store = open(2);
    for (int i = 1; i <= 4; i++) {
      finish(store, queued("run" + i, i), 1);
    }
    assertThat(store.newest(_ -> true, 10)).extracting(Run::id).containsExactly("run4", "run3");
    assertThat(dataDir.resolve("runs/run1")).doesNotExist();
  }

  @Test
  void filesTooBigTogetherGoToo() throws IOException {
    RunStore store = open(100);
    for (int i = 1; i <= 3; i++) {
      finish(store, queued("run" + i, i), 160); // half a megabyte each
    }
    assertThat(store.newest(_ -> true, 10)).extracting(Run::id).containsExactly("run3", "run2");
  }
}
