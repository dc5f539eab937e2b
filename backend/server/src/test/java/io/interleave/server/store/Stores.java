package io.interleave.server.store;

import io.interleave.engine.run.End;
import io.interleave.engine.run.Status;
import io.interleave.server.client.Client;
import io.interleave.server.config.InterleaveProperties;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Stores without a server, and runs for them. */
final class Stores {

  /** As application.properties wants it. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .addMixIn(Status.class, StatusMixin.class)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /** What a thread does first, as a stream says it. */
  static final String FIRST_EVENT =
      "{\"seq\":1,\"count\":1,\"threads\":[{\"id\":1,\"name\":\"main\",\"virtual\":false,"
          + "\"daemon\":false,\"process\":1}],\"data\":\"AwGq/MANAAAAAA==\"}";

  private static final InterleaveProperties DEFAULTS =
      new Binder(List.of()).bindOrCreate("interleave", InterleaveProperties.class);

  private Stores() {}

  /** No test pulls the plug, and a disk that others use takes its time. */
  static class Unforced extends Disk {
    @Override
    void force(Path file, FileChannel to) {}
  }

  static RunStore open(Path dataDir, int keep, Disk disk) throws IOException {
    InterleaveProperties properties =
        new InterleaveProperties(
            dataDir,
            DEFAULTS.limits(),
            new InterleaveProperties.History(keep, DataSize.ofMegabytes(1), DataSize.ofBytes(1)),
            DEFAULTS.stream(),
            DEFAULTS.exploration(),
            DEFAULTS.session(),
            DEFAULTS.network(),
            DEFAULTS.connections(),
            DEFAULTS.management());
    return new RunStore(properties, new Samples(JSON), JSON, disk, new Storage(properties, disk));
  }

  static Run queued(String id, long second) {
    return Run.queued(id, "s", "v", 1, Map.of("n", 1), Instant.ofEpochSecond(second));
  }

  /** Stores a run of one event, to its end. */
  static Run finish(RunStore store, Run run, Status status) {
    FrameLog log = store.create(run, Client.NOBODY);
    Run begun = run.begun(Instant.EPOCH);
    store.update(begun);
    log.append(Frame.Type.RUN, new FrameId(0, 0), StreamJson.run(JSON, begun));
    log.append(Frame.Type.EVENTS, new FrameId(1, 0), FIRST_EVENT);
    return end(store, log, begun.counted(1, 1, 0), status);
  }

  /** Ends a run as a server does. */
  static Run end(RunStore store, FrameLog log, Run run, Status status) {
    Run ended = run.ended(new End(status, null, null, 5), Instant.EPOCH);
    log.end(
        new FrameId(run.events(), FrameId.END),
        StreamJson.end(JSON, ended),
        () -> store.update(ended));
    store.finished(run.id());
    return ended;
  }

  static String text(FrameLog log) {
    ByteBuffer all = ByteBuffer.allocate((int) log.size());
    while (all.hasRemaining()) {
      all.put(log.slice(all.position(), 1000));
    }
    return StandardCharsets.UTF_8.decode(all.flip()).toString();
  }
}
