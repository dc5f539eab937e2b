package io.interleave.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does everybody get runs when fifty clients ask for them as fast as they can?
 *
 * <p>{@code Fairness URL CLIENTS SECONDS [SCENARIO]}: that many clients, each with an address of
 * its own in {@code X-Forwarded-For}, start runs on two connections each, without a pause whatever
 * the answer is. The server has to be started with {@code --interleave.network.proxies=127.0.0.1}.
 * Prints how many runs of each client had begun at the end. Loopback addresses only.
 */
public final class Fairness {

  private static final int CONNECTIONS = 2;
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern STATUS = Pattern.compile("\"status\":\"([^\"]+)\"");

  private Fairness() {}

  public static void main(String[] args) throws Exception {
    URI server = URI.create(args[0]);
    if (!List.of("localhost", "127.0.0.1").contains(server.getHost())) {
      throw new IllegalArgumentException("only this machine is loaded, not " + server.getHost());
    }
    int clients = Integer.parseInt(args[1]);
    long end = System.nanoTime() + Long.parseLong(args[2]) * 1_000_000_000;
    String scenario = args.length > 3 ? args[3] : "lost-update";
    Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    List<List<String>> runs = new ArrayList<>();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<List<Future<List<String>>>> working = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        HttpRequest request = request(server, "10.9.0." + client, scenario);
        List<Future<List<String>>> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
          connections.add(threads.submit(() -> ask(http, request, end, answers)));
        }
        working.add(connections);
      }
      for (List<Future<List<String>>> connections : working) {
        List<String> of = new ArrayList<>();
        for (Future<List<String>> connection : connections) {
          of.addAll(connection.get());
        }
        runs.add(of);
      }
      List<Long> begun = new ArrayList<>();
      for (List<String> of : runs) {
        long count = 0;
        for (String id : of) {
          count += hasBegun(http, server, id) ? 1 : 0;
        }
        begun.add(count);
      }
      begun.sort(null);
      long least = begun.getFirst();
      long most = begun.getLast();
      System.out.println("runs begun, by client, sorted: " + begun);
      System.out.printf("least %d, most %d, ratio %.2f%n", least, most, (double) most / least);
      System.out.println("answers by status: " + new TreeMap<>(answers));
    }
  }

  private static HttpRequest request(URI server, String address, String scenario) {
    return HttpRequest.newBuilder(server.resolve("/api/runs"))
        .header("Content-Type", "application/json")
        .header("X-Forwarded-For", address)
        .POST(HttpRequest.BodyPublishers.ofString("{\"scenario\":\"" + scenario + "\"}"))
        .build();
  }

  /** Asks on one connection until the end, and returns the runs that were admitted. */
  private static List<String> ask(
      HttpClient http, HttpRequest request, long end, Map<Integer, LongAdder> answers)
      throws Exception {
    List<String> ids = new ArrayList<>();
    while (System.nanoTime() < end) {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      answers.computeIfAbsent(response.statusCode(), _ -> new LongAdder()).increment();
      Matcher id = ID.matcher(response.body());
      if (response.statusCode() == 201 && id.find()) {
        ids.add(id.group(1));
      }
    }
    return ids;
  }

  /** A run that is not kept any more had its turn as well. */
  private static boolean hasBegun(HttpClient http, URI server, String id) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/runs/" + id)).build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    Matcher status = STATUS.matcher(response.body());
    return response.statusCode() == 404 || (status.find() && !status.group(1).equals("queued"));
  }
}
