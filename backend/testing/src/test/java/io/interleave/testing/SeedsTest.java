package io.interleave.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedsTest {

  @TempDir Path folder;

  private Path failed;
  private Path tally;

  @BeforeEach
  void files() {
    failed = folder.resolve("failed-seeds.txt");
    tally = folder.resolve("target/seeds.tsv");
  }

  private Seeds seeds(boolean all, int rotation) {
    return new Seeds(failed, tally, all, rotation);
  }

  private List<Integer> tried(boolean all, int rotation) {
    List<Integer> tried = new ArrayList<>();
    seeds(all, rotation).checkAll("sums", 20, 5, tried::add);
    return tried;
  }

  @Test
  void aBuildTriesAShare() {
    assertThat(tried(false, 0)).containsExactly(0, 5, 10, 15);
    assertThat(tried(false, 7)).containsExactly(2, 7, 12, 17);
  }

  @Test
  void theRotationsOfAShareAreAllSeeds() {
    Set<Integer> tried = new HashSet<>();
    for (int rotation = 0; rotation < 5; rotation++) {
      tried.addAll(tried(false, rotation));
    }
    assertThat(tried).hasSize(20);
  }

  @Test
  void theNightTriesAll() {
    assertThat(tried(true, 3)).hasSize(20);
  }

  @Test
  void aSeedThatFailedIsNamedKeptAndTriedForEver() throws IOException {
    assertThatThrownBy(
            () -> seeds(true, 0).checkAll("sums", 20, 5, seed -> assertThat(seed).isNotEqualTo(13)))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("seed 13 of 'sums' (kept in " + failed + ")");

    assertThat(Files.readString(failed)).isEqualTo("sums\t13\n");
    assertThat(tried(false, 0)).containsExactly(13, 0, 5, 10, 15);
    assertThat(seeds(false, 0).chosen("products", 20, 5)).doesNotContain(13);
  }

  @Test
  void aSeedIsKeptOnce() throws IOException {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
          () ->
              seeds(false, 0)
                  .checkAll(
                      "sums",
                      1,
                      1,
                      _ -> {
                        throw new IllegalStateException("no");
                      }));
    }
    assertThat(Files.readAllLines(failed)).containsExactly("sums\t0");
  }

  @Test
  void howManyOfHowManyIsTold() throws IOException {
    tried(false, 0);
    tried(false, 1);
    assertThat(Files.readAllLines(tally)).containsExactly("sums\t4\t20");
  }

  @Test
  void aCommitGivesItsRotation() {
    assertThat(Rotation.ofHash("")).isZero();
    assertThat(Rotation.ofHash("00000010c0ffee")).isEqualTo(8);
    assertThat(Rotation.ofHash("ffffffffc0ffee")).isEqualTo(Integer.MAX_VALUE);
  }
}
