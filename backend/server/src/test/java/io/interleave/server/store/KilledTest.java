package io.interleave.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.run.Status;
import io.interleave.server.store.WrittenDisk.Kept;
import io.interleave.server.store.WrittenDisk.Moment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * Kills a server at every byte that it writes of a run, from its first to its last, by what it
 * wrote in which order; and pulls the machine's plug there.
 */
class KilledTest {

  @TempDir Path dataDir;

  @Test
  void whateverItWasWritingNothingThatWasSaidIsLost() throws IOException {
    WrittenDisk disk = new WrittenDisk(dataDir.resolve("killed"));
    RunStore store = Stores.open(dataDir.resolve("killed"), 10, disk);
    disk.begin(() -> store.find("run").filter(run -> run.status().isFinal()).isPresent());
    Run run = Stores.finish(store, Stores.queued("run", 1), Status.COMPLETED);
    String whole = Stores.text(store.log("run"));

    int moments = 0;
    int ended = 0;
    for (Kept kept : Kept.values()) {
      for (Moment moment : disk.moments(kept)) {
        moments++;
        Path there = dataDir.resolve("there");
        disk.restore(moment, there);
        ended += check(moment, there, run, whole);
        FileSystemUtils.deleteRecursively(there);
      }
    }
    assertThat(moments).as("a kill at every byte").isGreaterThan(2 * whole.length());
    assertThat(ended).as("some of them with the run's end").isBetween(100, moments - 100);
  }

  private static int check(Moment moment, Path there, Run run, String whole) throws IOException {
    RunStore again = Stores.open(there, 10, new Stores.Unforced());
    Run found = again.find("run").orElse(null);
    if (found == null) {
      assertThat(moment.said()).as("%s: nothing was said", moment).isFalse();
      assertThat(there.resolve("runs")).as(moment.toString()).isEmptyDirectory();
      return 0;
    }
    String stream = Stores.text(again.log("run"));
    if (moment.said() || found.status() == Status.COMPLETED) {
      assertThat(found).as(moment.toString()).isEqualTo(run);
      assertThat(stream).as(moment.toString()).isEqualTo(whole);
      return 1;
    }
    assertThat(found.status()).as(moment.toString()).isEqualTo(Status.FAILED);
    assertThat(found.reason()).as(moment.toString()).contains("The server stopped");
    assertThat(stream).as(moment.toString()).contains("event: end\n");
    if (found.events() == 1) {
      assertThat(whole).startsWith(stream.substring(0, stream.indexOf("event: end")));
    }
    assertThat(Stores.open(there, 10, new Stores.Unforced()).find("run")).contains(found);
    return 0;
  }

  /** As earlier servers left it: they described a run's end before its stream had one. */
  @Test
  void aRunThatWasSaidToHaveEndedGetsItsEnd() throws IOException {
    Path home = dataDir.resolve("home");
    RunStore store = Stores.open(home, 10, new Stores.Unforced());
    Run run = Stores.finish(store, Stores.queued("run", 1), Status.COMPLETED);
    String whole = Stores.text(store.log("run"));
    byte[] description = Files.readAllBytes(home.resolve("runs/run/run.json"));
    int events = whole.indexOf("event: events");
    int end = whole.indexOf("event: end");
    for (int length = 0; length < whole.length(); length++) {
      Path there = dataDir.resolve("there");
      WrittenDisk.write(
          there,
          Map.of(
              "runs/run/run.json",
              description,
              "runs/run/stream.sse",
              whole.substring(0, length).getBytes(StandardCharsets.UTF_8)));
      RunStore again = Stores.open(there, 10, new Stores.Unforced());
      Run found = again.find("run").orElseThrow();
      String stream = Stores.text(again.log("run"));
      if (length >= end) {
        assertThat(found).as("cut at %d", length).isEqualTo(run);
        assertThat(stream).as("cut at %d", length).isEqualTo(whole);
      } else {
        assertThat(found.status()).as("cut at %d", length).isEqualTo(Status.FAILED);
        assertThat(found.reason()).contains("is lost");
        assertThat(found.ended()).isEqualTo(Instant.EPOCH);
        assertThat(stream).contains("event: run\n", "event: end\nid: 0.end\n");
        assertThat(length < events || stream.startsWith(whole.substring(0, events))).isTrue();
      }
      FileSystemUtils.deleteRecursively(there);
    }
  }
}
