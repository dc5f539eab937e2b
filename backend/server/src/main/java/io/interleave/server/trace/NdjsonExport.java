package io.interleave.server.trace;

import io.interleave.engine.wire.Ndjson;
import io.interleave.server.store.Recorded;
import reactor.core.publisher.Flux;

/** A trace as NDJSON, a piece at a time, so that nobody holds all of it. */
final class NdjsonExport {

  private static final int LINES_A_PIECE = 200;

  private NdjsonExport() {}

  /**
   * The document in pieces.
   *
   * @param run the run as JSON
   */
  static Flux<String> of(String run, Recorded recorded) {
    int pieces = Math.ceilDiv(recorded.trace().size(), LINES_A_PIECE);
    return Flux.concat(
        Flux.just(Ndjson.header(run, recorded.trace()) + "\n"),
        Flux.range(0, pieces).map(piece -> lines(recorded, piece * LINES_A_PIECE)),
        Flux.just(Ndjson.trailer(recorded.trace(), recorded.findings()) + "\n"));
  }

  private static String lines(Recorded recorded, int after) {
    int last = Math.min(recorded.trace().size(), after + LINES_A_PIECE);
    StringBuilder lines = new StringBuilder();
    for (int seq = after + 1; seq <= last; seq++) {
      lines.append(Ndjson.event(recorded.trace(), seq)).append('\n');
    }
    return lines.toString();
  }
}
