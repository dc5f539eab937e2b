package io.interleave.server.rehearsal;

import io.interleave.server.catalogue.Scenarios;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * With {@code --interleave.rehearsal=true}, asks the server for what people ask for first, and ends
 * it: what it loads and links for that goes into the JVM's cache that {@code -XX:AOTCacheOutput}
 * names.
 */
@Component
class Rehearsal {

  private final Scenarios scenarios;

  Rehearsal(Scenarios scenarios) {
    this.scenarios = scenarios;
  }

  @EventListener
  void play(ApplicationReadyEvent ready) throws IOException, InterruptedException {
    Environment environment = ready.getApplicationContext().getEnvironment();
    if (!environment.getProperty("interleave.rehearsal", boolean.class, false)) {
      return;
    }
    URI server =
        URI.create("http://localhost:" + environment.getRequiredProperty("local.server.port"));
    String first = scenarios.all().getFirst().id();
    try (HttpClient client = HttpClient.newHttpClient()) {
      get(client, server.resolve("/api/scenarios"));
      get(client, server.resolve("/"));
      get(client, server.resolve("/scenarios/" + first));
      URI run = start(client, server, first);
      get(client, server.resolve(run + "/events"));
    }
    System.exit(SpringApplication.exit(ready.getApplicationContext()));
  }

  private static URI start(HttpClient client, URI server, String scenario)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/runs"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"scenario\":\"" + scenario + "\"}"))
            .build();
    return URI.create(
        check(client.send(request, BodyHandlers.ofString()))
            .headers()
            .firstValue("Location")
            .orElseThrow());
  }

  private static void get(HttpClient client, URI address) throws IOException, InterruptedException {
    check(
        client.send(
            HttpRequest.newBuilder(address).header("Accept", "text/html, */*").build(),
            BodyHandlers.ofString()));
  }

  private static HttpResponse<String> check(HttpResponse<String> response) {
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          "%s answers %d: %s".formatted(response.uri(), response.statusCode(), response.body()));
    }
    return response;
  }
}
