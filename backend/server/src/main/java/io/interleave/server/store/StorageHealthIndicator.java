package io.interleave.server.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** A server that cannot store runs is not ready for them. */
@Component
class StorageHealthIndicator implements HealthIndicator {

  private static final Logger log = LoggerFactory.getLogger(StorageHealthIndicator.class);

  private final Storage storage;

  StorageHealthIndicator(Storage storage) {
    this.storage = storage;
  }

  @Override
  public Health health() {
    return storage
        .trouble()
        .map(
            trouble -> {
              log.warn("Runs cannot be stored: {}", trouble);
              return Health.outOfService().withDetail("trouble", trouble).build();
            })
        .orElseGet(() -> Health.up().build());
  }
}
