package io.interleave.server.store;

import java.time.LocalDate;
import java.util.List;

/**
 * The recorded run that shows a variant, as the index of samples has it.
 *
 * @param id of the run, which is the address of its content
 * @param listing the digest of the listing and the defaults that it was recorded of
 * @param recorded the day, by UTC
 * @param superseded the ids of those that showed the variant before, the latest first
 */
public record Sample(
    String id, String listing, LocalDate recorded, Machine machine, List<String> superseded) {

  public Sample {
    superseded = List.copyOf(superseded);
  }
}
