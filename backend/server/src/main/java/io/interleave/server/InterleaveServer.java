package io.interleave.server;

import io.interleave.server.access.Listening;
import io.interleave.server.config.InterleaveProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.Environment;

/** Starts the server. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(InterleaveProperties.class)
public class InterleaveServer {

  private static final Logger log = LoggerFactory.getLogger(InterleaveServer.class);

  private final Listening listening;
  private final InterleaveProperties properties;

  InterleaveServer(Listening listening, InterleaveProperties properties) {
    this.listening = listening;
    this.properties = properties;
  }

  public static void main(String[] args) {
    // Which beans there are was worked out when the jar was made, and only there (.mvn/Beans).
    if (InterleaveServer.class.getPackage().getImplementationVersion() != null) {
      SpringProperties.setFlag(AotDetector.AOT_ENABLED);
    }
    SpringApplication.run(InterleaveServer.class, args);
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    Environment environment = event.getApplicationContext().getEnvironment();
    log.info(
        "Interleave is ready at http://localhost:{}", environment.getProperty("local.server.port"));
    if (listening.toOthers() && properties.network().hosts().isEmpty()) {
      log.warn(
          "It listens to other machines, but answers for the names of the loopback only; set"
              + " interleave.network.hosts to the names that it is to go by (docs/operating.md).");
    }
  }
}
