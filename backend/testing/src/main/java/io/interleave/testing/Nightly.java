package io.interleave.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A check that takes too long for every build, or holds a clock to account: {@code -Pnightly}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "nightly", matches = "true", disabledReason = Nightly.REASON)
public @interface Nightly {

  /** What a report says of such a check in any other build. */
  String REASON = "runs with -Pnightly";
}
