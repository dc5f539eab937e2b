package io.interleave.server.access;

import java.net.InetAddress;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where the server listens. */
@Component
public class Listening {

  private final boolean toOthers;

  Listening(Environment environment) {
    // Without an address it would listen on all.
    InetAddress address = environment.getProperty("server.address", InetAddress.class);
    toOthers = address == null || !address.isLoopbackAddress();
  }

  /** Whether other machines can reach it. */
  public boolean toOthers() {
    return toOthers;
  }
}
