package io.interleave.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A disk under which the JVM runs out of memory where a test says, once. */
public final class BrokenDisk extends Stores.Unforced {

  /** Where. */
  public enum At {
    FOLDER,
    STREAM,
    DESCRIPTION,
    FIRST_FRAME
  }

  /** Puts it in the place of the server's. */
  @TestConfiguration(proxyBeanMethods = false)
  public static class Beans {
    @Bean
    BrokenDisk disk() {
      return new BrokenDisk();
    }
  }

  private static volatile @Nullable At broken;

  BrokenDisk() {}

  /** Fails from now on, there. */
  public static void fail(At at) {
    broken = at;
  }

  /** Works again. */
  public static void mend() {
    broken = null;
  }

  private static void reach(At at) {
    if (broken == at) {
      throw new OutOfMemoryError("Cannot reserve direct buffer memory, as asked");
    }
  }

  @Override
  void makeFolder(Path folder) throws IOException {
    reach(At.FOLDER);
    super.makeFolder(folder);
  }

  @Override
  FileChannel create(Path file) throws IOException {
    if (file.endsWith("stream.sse")) {
      reach(At.STREAM);
    }
    return super.create(file);
  }

  @Override
  void write(Path file, FileChannel to, ByteBuffer bytes) throws IOException {
    if (!file.endsWith("stream.sse")) {
      reach(At.DESCRIPTION);
    } else if (to.size() == 0) {
      reach(At.FIRST_FRAME);
    }
    super.write(file, to, bytes);
  }
}
