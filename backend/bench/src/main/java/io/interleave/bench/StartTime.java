package io.interleave.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * How long from the start of a process to its first answer?
 *
 * <p>{@code StartTime URL COMMAND...}: starts the command five times and prints the median until
 * URL answers 200.
 */
public final class StartTime {

  private static final int ROUNDS = 5;

  private StartTime() {}

  public static void main(String[] args) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(args[0])).timeout(Duration.ofSeconds(2)).build();
    List<String> command = Arrays.asList(args).subList(1, args.length);
    List<Long> millis = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (HttpClient client = HttpClient.newHttpClient()) {
        while (!answers(client, request)) {
          if (!process.isAlive()) {
            throw new IllegalStateException("the process ended with " + process.exitValue());
          }
          Thread.sleep(5);
        }
        millis.add((System.nanoTime() - begin) / 1_000_000);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    Collections.sort(millis);
    System.out.printf("median %d ms of %s%n", millis.get(ROUNDS / 2), millis);
  }

  private static boolean answers(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }
}
