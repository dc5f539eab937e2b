package io.interleave.server.page;

import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** For the pages that put a trace into it which the server does not have. */
@Controller
class StandaloneController {

  private final StandalonePage page;

  StandaloneController(StandalonePage page) {
    this.page = page;
  }

  @GetMapping(path = "/standalone.html", produces = MediaType.TEXT_HTML_VALUE)
  @ResponseBody
  String shell(Locale locale) {
    return page.shell(locale);
  }
}
