package io.interleave.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast does a recorded stream reach one viewer, and five hundred at once?
 *
 * <p>{@code StreamLoad URL EVENTS [VIEWERS...]}: reads the stream of {@code EVENTS} events at URL
 * to its end, by that many viewers at the same time, five times each, and prints the median. A
 * viewer that does not see the end fails the run. Loopback addresses only.
 */
public final class StreamLoad {

  private static final int ROUNDS = 5;

  private StreamLoad() {}

  /** One reading of the whole stream by all viewers. */
  private record Reading(double seconds, long bytes) {}

  public static void main(String[] args) throws Exception {
    URI url = URI.create(args[0]);
    if (!List.of("localhost", "127.0.0.1").contains(url.getHost())) {
      throw new IllegalArgumentException("only this machine is loaded, not " + url.getHost());
    }
    long events = Long.parseLong(args[1]);
    System.out.println("| viewers | events/s | MB/s | seconds |");
    System.out.println("|---:|---:|---:|---:|");
    for (String viewers : Arrays.copyOfRange(args, 2, args.length)) {
      int count = Integer.parseInt(viewers);
      read(url, count);
      List<Reading> readings = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        readings.add(read(url, count));
      }
      readings.sort((a, b) -> Double.compare(a.seconds(), b.seconds()));
      Reading median = readings.get(ROUNDS / 2);
      System.out.printf(
          "| %d | %,.0f | %,.0f | %.3f |%n",
          count,
          events * count / median.seconds(),
          median.bytes() / median.seconds() / 1e6,
          median.seconds());
    }
  }

  private static Reading read(URI url, int viewers) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> all = new ArrayList<>();
      long begin = System.nanoTime();
      for (int i = 0; i < viewers; i++) {
        all.add(threads.submit(() -> view(url)));
      }
      long bytes = 0;
      for (Future<Long> viewer : all) {
        bytes += viewer.get();
      }
      return new Reading((System.nanoTime() - begin) / 1e9, bytes);
    }
  }

  /** Reads to the end and returns the bytes. */
  private static long view(URI url) throws IOException {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\nConnection: close\r\n\r\n"
              .formatted(url.getPath(), url.getAuthority());
      BufferedOutputStream out = new BufferedOutputStream(socket.getOutputStream());
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[1 << 16];
      byte[] tail = new byte[0];
      long total = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        total += n;
        byte[] last = Arrays.copyOf(tail, tail.length + n);
        System.arraycopy(buffer, 0, last, tail.length, n);
        tail = Arrays.copyOfRange(last, Math.max(0, last.length - 4096), last.length);
      }
      if (!new String(tail, StandardCharsets.UTF_8).contains("event:end")
          && !new String(tail, StandardCharsets.UTF_8).contains("event: end")) {
        throw new IOException("a viewer got " + total + " bytes and no end");
      }
      return total;
    }
  }
}
