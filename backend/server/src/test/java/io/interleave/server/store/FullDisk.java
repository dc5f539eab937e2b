package io.interleave.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A disk with so much room: what does not fit is written in part, as on a real one. */
class FullDisk extends Stores.Unforced {

  private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
  private final List<FileChannel> channels = new CopyOnWriteArrayList<>();

  void room(long bytes) {
    room.set(bytes);
  }

  /** How many files are open. */
  long open() {
    return channels.stream().filter(FileChannel::isOpen).count();
  }

  private FileChannel opened(FileChannel channel) {
    channels.add(channel);
    return channel;
  }

  @Override
  FileChannel create(Path file) throws IOException {
    return opened(super.create(file));
  }

  @Override
  FileChannel append(Path file) throws IOException {
    return opened(super.append(file));
  }

  @Override
  void write(Path file, FileChannel to, ByteBuffer bytes) throws IOException {
    long had = room.getAndUpdate(now -> Math.max(0, now - bytes.remaining()));
    if (had >= bytes.remaining()) {
      super.write(file, to, bytes);
      return;
    }
    super.write(file, to, bytes.slice(bytes.position(), (int) had));
    throw new IOException("No space left on device");
  }

  @Override
  long free(Path folder) {
    return room.get();
  }
}
