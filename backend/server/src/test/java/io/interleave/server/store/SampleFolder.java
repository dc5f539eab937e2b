package io.interleave.server.store;

import io.interleave.engine.run.Status;
import io.interleave.scenario.Catalogue;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A folder of resources with samples in it, to be read and written. */
final class SampleFolder {

  private static final JsonMapper JSON =
      JsonMapper.builder().addMixIn(Status.class, StatusMixin.class).build();

  private final Path root;
  private final Path folder;

  SampleFolder(Path root) {
    this.root = root;
    this.folder = root.resolve(Samples.FOLDER);
  }

  /** The samples as a server finds them. */
  Samples open() throws IOException {
    return new Samples(new URLClassLoader(new URL[] {root.toUri().toURL()}, null), JSON);
  }

  Map<String, Sample> index() throws IOException {
    Path file = folder.resolve(Samples.INDEX);
    return Files.exists(file)
        ? JSON.readValue(Files.readString(file), new TypeReference<TreeMap<String, Sample>>() {})
        : new TreeMap<>();
  }

  /** The ids of all samples, superseded ones as well. */
  List<String> ids() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(Samples.SUFFIX))
          .map(name -> name.substring(0, name.length() - Samples.SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  Path file(String id) {
    return folder.resolve(id + Samples.SUFFIX);
  }

  /**
   * Adds a sample, which from now on shows a variant.
   *
   * @param log of a run that has no name yet
   */
  void put(String key, String listing, byte[] log) throws IOException {
    Files.createDirectories(folder);
    String id = address(log);
    Files.write(file(id), pack(log));
    Run run = open().find(id).orElseThrow();
    Map<String, Sample> index = index();
    index.put(
        key,
        new Sample(
            id,
            listing,
            run.created().atZone(ZoneOffset.UTC).toLocalDate(),
            Objects.requireNonNull(run.machine()),
            superseded(index.get(key), id)));
    Files.writeString(
        folder.resolve(Samples.INDEX),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(index) + "\n");
  }

  private static List<String> superseded(@Nullable Sample before, String id) {
    List<String> ids = new ArrayList<>();
    if (before != null) {
      ids.add(before.id());
      ids.addAll(before.superseded());
    }
    ids.remove(id);
    return ids;
  }

  static byte[] pack(byte[] log) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new Best(packed)) {
      out.write(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static final class Best extends GZIPOutputStream {
    Best(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  /** What a log is called. */
  static String address(byte[] log) {
    return sha256(log).substring(0, Samples.BLANK.length());
  }

  /**
   * Stands for what a sample shows of its variant: the Java listing, the lines that it begins at,
   * and the defaults of the parameters.
   */
  static String listing(Catalogue catalogue, Scenario scenario, Variant variant) {
    var listing = catalogue.listing(variant.file());
    String defaults =
        scenario.parameters().stream()
            .map(parameter -> parameter.name() + "=" + parameter.defaultValue())
            .collect(Collectors.joining("\n"));
    String all = listing.firstLine() + "\n" + listing.text() + "\n" + defaults;
    return sha256(all.getBytes(StandardCharsets.UTF_8)).substring(0, Samples.BLANK.length());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
