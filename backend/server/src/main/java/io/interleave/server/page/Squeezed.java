package io.interleave.server.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import reactor.core.publisher.Flux;

/** Text that is compressed and written in base64 as it comes. Not thread-safe. */
final class Squeezed {

  /** So many bytes have an encoding of their own, whatever follows. */
  private static final int GROUP = 3;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final GZIPOutputStream gzip;

  private Squeezed() {
    try {
      gzip = new GZIPOutputStream(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gzip in base64, in pieces. */
  static Flux<String> of(Flux<String> text) {
    return Flux.defer(
        () -> {
          Squeezed squeezed = new Squeezed();
          return text.map(squeezed::take).concatWith(Flux.defer(() -> Flux.just(squeezed.rest())));
        });
  }

  private String take(String piece) {
    try {
      gzip.write(piece.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] ready = bytes.toByteArray();
    int whole = ready.length - ready.length % GROUP;
    bytes.reset();
    bytes.write(ready, whole, ready.length - whole);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(ready, whole));
  }

  private String rest() {
    try {
      gzip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
