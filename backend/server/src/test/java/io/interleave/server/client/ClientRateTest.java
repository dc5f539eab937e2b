package io.interleave.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.problem.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.core.publisher.Mono;

class ClientRateTest {

  private final ClientRate rate =
      new ClientRate(
          new Binder(
                  new MapConfigurationPropertySource(
                      Map.of(
                          "interleave.limits.runs-per-minute",
                          "2",
                          "interleave.limits.clients-per-address",
                          "2")))
              .bindOrCreate("interleave", InterleaveProperties.class));

  private void start(Client client) {
    assertThat(rate.charge(client, () -> "started")).isEqualTo("started");
  }

  private void refuse(Client client) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> start(client))
        .satisfies(problem -> assertThat(problem.getStatusCode().value()).isEqualTo(429));
  }

  @Test
  void whatIsRefusedCostsNothing() {
    Client ann = new Client("1.1.1.1", "ann");
    for (int i = 0; i < 50; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  rate.charge(
                      ann,
                      () -> {
                        throw new IllegalStateException("full");
                      }));
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () -> rate.chargeLater(ann, Mono.error(new IllegalStateException("full"))).block());
    }
    start(ann);
    assertThat(rate.chargeLater(ann, Mono.just("started")).block()).isEqualTo("started");
    refuse(ann);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> rate.chargeLater(ann, Mono.just("started")).block());
    assertThat(rate.refused()).isEqualTo(2);
  }

  @Test
  void namesOfOneAddressHaveAllowancesOfTheirOwnAndTogetherThatOfSoMany() {
    start(new Client("1.1.1.1", "ann"));
    start(new Client("1.1.1.1", "ann"));
    refuse(new Client("1.1.1.1", "ann"));
    start(new Client("1.1.1.1", "bob"));
    start(new Client("1.1.1.1", "bob"));
    refuse(new Client("1.1.1.1", "cy"));
    start(new Client("2.2.2.2", "cy"));
  }
}
