package io.interleave.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.run.Status;
import io.interleave.server.client.Client;
import io.interleave.testing.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameLogTest {

  @TempDir Path folder;

  private static void append(FrameLog log, int frames, Random random) {
    for (int i = 1; i <= frames; i++) {
      String data = Integer.toString(i).repeat(1 + random.nextInt(3000));
      assertThat(log.append(Frame.Type.EVENTS, new FrameId(i, 0), data)).isTrue();
    }
  }

  @Test
  void theMemoryOfAStreamIsLetGoWithItsEnd() throws IOException {
    RunStore store = Stores.open(folder, 10, new Stores.Unforced());
    Run run = Stores.queued("run", 1);
    FrameLog log = store.create(run, Client.NOBODY);
    append(log, 100, new Random(1));
    assertThat(log.memory()).isGreaterThanOrEqualTo(log.size());
    ByteBuffer begun = log.slice(0, 20);
    String before = Stores.text(log);
    Stores.end(store, log, run.counted(100, 0, 0), Status.COMPLETED);
    assertThat(log.memory()).isZero();
    assertThat(Stores.text(log)).startsWith(before).contains("event: end\n");
    assertThat(store.log("run")).isSameAs(log);
    byte[] read = new byte[20];
    begun.get(read);
    assertThat(new String(read, StandardCharsets.UTF_8))
        .as("whoever had begun to read reads on")
        .isEqualTo(before.substring(0, 20));
  }

  /** However the end falls between the steps of a reader, it reads all, and all once. */
  @Test
  void readersReadOnWhileItEnds() {
    Seeds.check(
        "streams read while they end",
        200,
        5,
        seed -> {
          Random random = new Random(seed);
          Path file = folder.resolve("stream" + seed);
          FrameLog log = FrameLog.create("run", new Stores.Unforced(), file);
          CompletableFuture<Long> reader =
              CompletableFuture.supplyAsync(() -> readToItsEnd(log, new Random(~seed)));
          append(log, 1 + random.nextInt(100), random);
          log.end(new FrameId(1000, FrameId.END), "{}", () -> {});
          assertThat(reader.join()).isEqualTo(hash(Files.readAllBytes(file)));
        });
  }

  private static long readToItsEnd(FrameLog log, Random random) {
    long hash = 0;
    long position = 0;
    while (true) {
      boolean complete = log.isComplete();
      if (position < log.size()) {
        ByteBuffer slice = log.slice(position, 1 + random.nextInt(5000));
        position += slice.remaining();
        byte[] read = new byte[slice.remaining()];
        slice.get(read);
        for (byte each : read) {
          hash = hash * 31 + each;
        }
      } else if (complete) {
        return hash;
      }
    }
  }

  private static long hash(byte[] bytes) {
    long hash = 0;
    for (byte each : bytes) {
      hash = hash * 31 + each;
    }
    return hash;
  }

  /** What was written in part is taken back, and what is taken later can still be found. */
  @Test
  void aFullDiskCutsALogBetweenTwoFrames() {
    Seeds.check(
        "logs on a full disk",
        200,
        4,
        seed -> {
          Random random = new Random(seed);
          Path file = folder.resolve("full" + seed);
          FullDisk disk = new FullDisk();
          FrameLog log = FrameLog.create("run", disk, file);
          disk.room(random.nextInt(20_000));
          int taken = 0;
          int frames = 30;
          for (int i = 1; i <= frames; i++) {
            String data = Integer.toString(i).repeat(1 + random.nextInt(1000));
            if (log.append(Frame.Type.EVENTS, new FrameId(i, 0), data)) {
              assertThat(taken).as("none is left out").isEqualTo(i - 1);
              taken = i;
            }
          }
          assertThat(log.isCut()).isEqualTo(taken < frames);
          assertThat(Stores.text(log)).isEqualTo(Files.readString(file));
          assertThat(log.frames()).hasSize(taken);
          boolean room = random.nextBoolean();
          disk.room(room ? 100_000 : 5);
          log.end(new FrameId(taken, FrameId.END), "{}", () -> {});
          assertThat(log.isComplete()).isTrue();
          assertThat(Stores.text(log)).endsWith("event: end\nid: " + taken + ".end\ndata: {}\n\n");
          String filed = Files.readString(file);
          assertThat(Stores.text(log)).startsWith(filed);
          assertThat(filed.endsWith("data: {}\n\n")).isEqualTo(room);
          assertThat(disk.open()).isZero();
        });
  }
}
