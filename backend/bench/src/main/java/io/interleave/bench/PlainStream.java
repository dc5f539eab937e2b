package io.interleave.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/**
 * The baseline for the stream and for the start: the smallest WebFlux application that sends the
 * frames of a recorded stream as {@code ServerSentEvent<String>}, as a tutorial would.
 *
 * <p>{@code --frames=FILE} is a stream as {@code curl} saved it.
 */
@SpringBootApplication
@RestController
public class PlainStream {

  private final List<ServerSentEvent<String>> frames;

  /** Reads the frames. */
  public PlainStream(@Value("${frames:}") String file) throws IOException {
    this.frames = file.isEmpty() ? List.of() : read(Path.of(file));
  }

  public static void main(String[] args) {
    SpringApplication.run(PlainStream.class, args);
  }

  private static List<ServerSentEvent<String>> read(Path file) throws IOException {
    List<ServerSentEvent<String>> frames = new ArrayList<>();
    for (String frame : Files.readString(file).split("\n\n")) {
      ServerSentEvent.Builder<String> event = ServerSentEvent.builder();
      for (String line : frame.split("\n")) {
        if (line.startsWith("id:")) {
          event.id(line.substring(3).strip());
        } else if (line.startsWith("event:")) {
          event.event(line.substring(6).strip());
        } else if (line.startsWith("data:")) {
          event.data(line.substring(5).strip());
        }
      }
      frames.add(event.build());
    }
    return frames;
  }

  /** The frames, from memory, as fast as they go. */
  @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public Flux<ServerSentEvent<String>> events() {
    return Flux.fromIterable(frames).delaySubscription(Duration.ZERO);
  }
}
