package io.interleave.server.config;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;

/**
 * An answer that is the same for everybody and changes with the server's version only: made once,
 * compressed once. Immutable.
 */
public final class KeptAnswer {

  private static final String GZIP = "gzip";

  private final MediaType type;
  private final byte[] plain;
  private final byte[] packed;
  private final String etag;

  private KeptAnswer(MediaType type, byte[] plain, byte[] packed, String etag) {
    this.type = type;
    this.plain = plain;
    this.packed = packed;
    this.etag = etag;
  }

  /** An answer with these bytes. */
  public static KeptAnswer of(MediaType type, byte[] bytes) {
    // Weak, as it stands for the bytes in either form.
    String etag = "W/\"" + DigestUtils.md5DigestAsHex(bytes) + '"';
    return new KeptAnswer(type, bytes, gzip(bytes), etag);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** The answer to a request with these headers. */
  public ResponseEntity<byte[]> to(HttpHeaders request) {
    boolean gzip = takesGzip(request.getOrEmpty(HttpHeaders.ACCEPT_ENCODING));
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.noCache())
        .eTag(etag)
        .headers(
            headers -> {
              headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
              if (gzip) {
                headers.set(HttpHeaders.CONTENT_ENCODING, GZIP);
              }
            })
        .body(gzip ? packed : plain);
  }

  private static boolean takesGzip(List<String> accepted) {
    return accepted.stream()
        .flatMap(line -> List.of(line.toLowerCase(Locale.ROOT).split(",")).stream())
        .map(coding -> coding.replace(" ", ""))
        .anyMatch(
            coding ->
                coding.equals(GZIP)
                    || (coding.startsWith(GZIP + ";q=") && !coding.matches("gzip;q=0(\\.0*)?")));
  }
}
