package io.interleave.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.run.Status;
import io.interleave.server.TestServer;
import io.interleave.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

class LedgerTest {

  /** Counts what is read inside the folders of runs. */
  static final class Counting extends Stores.Unforced {
    final AtomicInteger looks = new AtomicInteger();

    private void look(Path path) {
      if (path.toString().contains("/runs/")) {
        looks.incrementAndGet();
      }
    }

    @Override
    byte[] read(Path file, int most) throws IOException {
      look(file);
      return super.read(file, most);
    }

    @Override
    long size(Path file) throws IOException {
      look(file);
      return super.size(file);
    }

    @Override
    List<String> names(Path folder) throws IOException {
      look(folder);
      return super.names(folder);
    }

    @Override
    byte[] tail(Path file, int most) throws IOException {
      look(file);
      return super.tail(file, most);
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Beans {
    @Bean
    Counting disk() {
      return new Counting();
    }
  }

  @TempDir Path dataDir;

  private Path ledger() {
    return dataDir.resolve("runs.ledger");
  }

  private List<Listed> fill(int runs) throws IOException {
    RunStore store = Stores.open(dataDir, 1000, new Stores.Unforced());
    for (int i = 1; i <= runs; i++) {
      Stores.finish(store, Stores.queued("run" + i, i), Status.COMPLETED);
    }
    return store.newest(1000);
  }

  @Test
  void aStartLooksIntoNoFolderOfARunThatHasEnded() throws IOException {
    List<Listed> runs = fill(20);
    Counting disk = new Counting();
    RunStore store = Stores.open(dataDir, 1000, disk);
    assertThat(store.newest(1000)).isEqualTo(runs);
    assertThat(disk.looks.get()).isZero();
    // Nor do lists of them, and of their scenario.
    assertThat(store.newest("s", 7)).hasSize(7);
    assertThat(disk.looks.get()).isZero();
  }

  @Test
  void cardsAndListsLookIntoNoFolderEither() throws IOException {
    fill(20);
    try (TestServer server = TestServer.startWith(Beans.class, dataDir)) {
      Counting disk = server.bean(Counting.class);
      assertThat(server.get("/", "Accept", "text/html").statusCode()).isEqualTo(200);
      assertThat(server.json("/api/runs?limit=500").size()).isEqualTo(20);
      assertThat(server.json("/api/runs?scenario=s&limit=5").size()).isEqualTo(5);
      assertThat(server.json("/api/runs/run7").get("status").asString()).isEqualTo("completed");
      assertThat(disk.looks.get()).isZero();
    }
  }

  @Test
  void runsThatItDoesNotKnowAreReadAndThenKnown() throws IOException {
    List<Listed> runs = fill(20);
    Files.delete(ledger());
    assertThat(Stores.open(dataDir, 1000, new Stores.Unforced()).newest(1000)).isEqualTo(runs);
    Counting disk = new Counting();
    assertThat(Stores.open(dataDir, 1000, disk).newest(1000)).isEqualTo(runs);
    assertThat(disk.looks.get()).isZero();
  }

  @Test
  void whateverBecomesOfItTheRunsAreWhatTheirFoldersSay() throws IOException {
    List<Listed> runs = fill(12);
    byte[] good = Files.readAllBytes(ledger());
    Seeds.check(
        "damaged ledgers",
        200,
        4,
        seed -> {
          Files.write(ledger(), Damage.of(good, new Random(seed)));
          assertThat(Stores.open(dataDir, 1000, new Stores.Unforced()).newest(1000))
              .isEqualTo(runs);
          Counting disk = new Counting();
          assertThat(Stores.open(dataDir, 1000, disk).newest(1000)).isEqualTo(runs);
          assertThat(disk.looks.get()).as("it was mended").isZero();
        });
  }

  @Test
  void itForgetsRunsThatHaveGoneAndDoesNotGrowForEver() throws IOException {
    RunStore store = Stores.open(dataDir, 3, new Stores.Unforced());
    for (int i = 1; i <= 1_100; i++) {
      Stores.finish(store, Stores.queued("run" + i, i), Status.FAILED);
    }
    assertThat(Files.readAllLines(ledger())).hasSizeLessThan(200);
    RunStore again = Stores.open(dataDir, 3, new Stores.Unforced());
    assertThat(again.newest(10)).isEqualTo(store.newest(10)).hasSize(3);
    assertThat(Files.readAllLines(ledger())).hasSize(3);
  }
}
