package io.interleave.server.page;

import io.interleave.server.problem.Work;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import reactor.core.publisher.Mono;

/** For the pages that put a trace into it which the server does not have. */
@Controller
class StandaloneController {

  private final StandalonePage page;

  StandaloneController(StandalonePage page) {
    this.page = page;
  }

  @GetMapping(path = "/standalone.html", produces = MediaType.TEXT_HTML_VALUE)
  Mono<ResponseEntity<byte[]>> shell(Locale locale, @RequestHeader HttpHeaders headers) {
    return Work.of(() -> page.shell(locale).to(headers));
  }
}
