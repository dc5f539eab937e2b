package io.interleave.server.store;

import io.interleave.engine.event.Text;
import java.time.Instant;
import java.util.Map;

/**
 * A run whose files cannot be read.
 *
 * @param status always {@code damaged}
 * @param reason a sentence
 * @param reasons the same in the other languages, by their tags
 * @param created when its folder last changed, for want of anything better
 */
public record DamagedRun(
    String id, String status, String reason, Map<String, String> reasons, Instant created)
    implements Listed {

  private static final Text REASON = new Text("Its files are damaged.", "它的文件已损坏。");

  static DamagedRun of(String id, Instant changed) {
    return new DamagedRun(id, "damaged", REASON.en(), REASON.translations(), changed);
  }
}
