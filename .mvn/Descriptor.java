import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets a module's descriptor be read by any JDK from 17 on: {@code Descriptor module-info.class}.
 * What it says is in a form that has been the same for longer; only the number of its version is
 * that of the build's JDK.
 */
final class Descriptor {

  private static final int MAJOR_VERSION = 6;
  private static final short JDK_17 = 61;

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    ByteBuffer descriptor = ByteBuffer.wrap(Files.readAllBytes(file));
    if (descriptor.getShort(MAJOR_VERSION) != JDK_17) {
      descriptor.putShort(MAJOR_VERSION, JDK_17);
      Files.write(file, descriptor.array());
    }
  }
}
