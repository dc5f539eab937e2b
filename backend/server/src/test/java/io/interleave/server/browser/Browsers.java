package io.interleave.server.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * A real Chromium: the one that the variable CHROMIUM names, or the system's; rather the one
 * without windows, to which a page costs less than half as much. Playwright is not safe for use by
 * several threads, so each that runs tests has a browser of its own, which all classes on it share.
 */
final class Browsers {

  /** Long enough for a machine that is busy with something else; only what fails waits for it. */
  static final double PATIENCE_MS = 60_000;

  private static final List<String> NAMES =
      List.of(
          "chromium-headless-shell",
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable");

  private static final Queue<Playwright> OPEN = new ConcurrentLinkedQueue<>();
  private static final ThreadLocal<Browser> HERE = ThreadLocal.withInitial(Browsers::launch);

  static {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().unstarted(() -> OPEN.forEach(playwright -> playwright.close())));
  }

  private Browsers() {}

  /** The browser of this thread. */
  static Browser here() {
    return HERE.get();
  }

  private static Browser launch() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    OPEN.add(playwright);
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(find())
                .setArgs(
                    List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync")));
  }

  private static Path find() {
    Optional<Path> named = Optional.ofNullable(System.getenv("CHROMIUM")).map(Path::of);
    return Stream.concat(
            named.stream(),
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(Path::of)
                .flatMap(folder -> NAMES.stream().map(folder::resolve)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "The browser tests need Chromium and found none: install the package"
                        + " 'chromium', or set CHROMIUM to an executable."));
  }
}
