package io.interleave.server.store;

import com.fasterxml.jackson.annotation.JsonValue;
import io.interleave.engine.run.Status;
import org.springframework.boot.jackson.JacksonMixin;

/** Lets JSON say a status by its word. */
@JacksonMixin(Status.class)
abstract class StatusMixin {

  @JsonValue
  abstract String word();
}
