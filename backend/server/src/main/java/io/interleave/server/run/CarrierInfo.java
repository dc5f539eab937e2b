package io.interleave.server.run;

import io.interleave.engine.schedule.Driver;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Says under {@code /actuator/info} what the threads of controlled runs are carried by. */
@Component
class CarrierInfo implements InfoContributor {

  @Override
  public void contribute(Info.Builder builder) {
    String carrier = Driver.Kind.best().name().toLowerCase(Locale.ROOT).replace('_', '-');
    builder.withDetail("controlled", Map.of("carrier", carrier));
  }
}
