package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages in Chinese, and the ways from one language to the other. */
class LanguagesTest extends InChromium {

  /**
   * Every text and label of three English words in a row, but for code, what a program of the
   * scenario named, and what came from the server's data as it is.
   */
  private static final String ENGLISH =
      """
      async () => {
        const plain = (text) => text.trim().replace(/\\s+/g, ' ');
        const strings = (json) => JSON.stringify(JSON.parse(json), (_, value) => typeof value === 'string' ? plain(value) : value);
        const data = strings(document.getElementById('page-data')?.textContent ?? '{}')
          + strings(await (await fetch('/api/scenarios?lang=zh')).text());
        const given = (text) => data.includes(JSON.stringify(text).slice(1, -1));
        const said = '.finding-text > p:first-child, .run-outcome, .status-note, .outcome-table, .told, .goals, .blocked-thread';
        const sentence = /[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}/;
        const found = [];
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const text = plain(texts.currentNode.textContent);
          const around = texts.currentNode.parentElement;
          if (sentence.test(text) && !given(text) && !around.closest('script, code, pre, kbd, .code-line, [lang="en"], ' + said)) found.push(text);
        }
        for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
          for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
            const text = plain(element.getAttribute(name) ?? '');
            if (sentence.test(text) && !given(text) && !element.closest('.graph, .pair')) found.push(name + ': ' + text);
          }
        }
        return found;
      }
      """;

  private String deadlock = "";

  @BeforeAll
  void record() {
    deadlock = finished("deadlock");
  }

  private List<String> pages() {
    return List.of(
        "/?",
        "/guide?",
        "/open?",
        "/scenarios/lost-update?",
        "/scenarios/deadlock?run=" + deadlock + "&",
        "/runs/" + deadlock + "?",
        "/compare?",
        "/compare?a=gone&",
        "/compare?a=" + deadlock + "&b=" + deadlock + "&",
        "/embed/runs/" + deadlock + "?");
  }

  private void open(Page page, String path) {
    page.navigate(url(path + "lang=zh"));
    if (path.contains(deadlock)) {
      drawn(page);
    }
  }

  @InLooks
  void everyPageIsWholeInChinese(int width, ColorScheme scheme) {
    Page page = page(width, scheme);
    for (String path : pages()) {
      open(page, path);
      PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("lang", "zh-Hans");
      assertThat((List<?>) page.evaluate(ENGLISH)).as(path).isEmpty();
      check(page, "zh" + path.replace(deadlock, "deadlock").replaceAll("\\W+", "-"), width, scheme);
    }
  }

  @Test
  void whatOneDoesIsAnsweredInChinese() {
    Page page = page(PHONE, ColorScheme.LIGHT);
    open(page, "/scenarios/deadlock?");
    run(page);
    PlaywrightAssertions.assertThat(page.locator("#status .status-name")).hasText("已死锁");
    for (String tab : List.of("contention", "events", "findings", "selection")) {
      page.locator("#tab-" + tab).click();
      page.locator("#panel-" + tab).waitFor();
      assertThat((List<?>) page.evaluate(ENGLISH)).as(tab).isEmpty();
      check(page, named("zh-" + tab, PHONE, ColorScheme.LIGHT));
    }
    page.keyboard().press("?");
    page.locator("dialog[open]").waitFor();
    assertThat((List<?>) page.evaluate(ENGLISH)).as("keys").isEmpty();
    check(page, named("zh-keys", PHONE, ColorScheme.LIGHT));
  }

  @Test
  void aPermalinkKeepsItsLanguageAndTheLinkToTheOtherKeepsTheRest() {
    Page page = page();
    open(page, "/scenarios/deadlock?");
    run(page);
    page.locator("#tab-events").click();
    String address = address(page);
    assertThat(address).contains("lang=zh", "run=", "panel=events");
    assertThat(page.locator(".bar nav a").first().getAttribute("href")).isEqualTo("/?lang=zh");

    Page other = page();
    other.navigate(address);
    PlaywrightAssertions.assertThat(other.locator("#tab-events")).hasText("事件");
    PlaywrightAssertions.assertThat(other.locator("#tab-events"))
        .hasAttribute("aria-selected", "true");

    page.locator(".bar .language").click();
    PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("lang", "en");
    PlaywrightAssertions.assertThat(page.locator("#tab-events")).hasText("Events");
    PlaywrightAssertions.assertThat(page.locator("#tab-events"))
        .hasAttribute("aria-selected", "true");
    awaitQuery(page, "panel=events");
    assertThat(parameters(address(page)))
        .isEqualTo(parameters(address.replace("lang=zh", "lang=en")));
  }

  private static List<String> parameters(String address) {
    return List.of(address.split("[?]")[1].split("&")).stream().sorted().toList();
  }

  @Test
  void withoutAWordInTheAddressTheBrowserIsAsked() {
    Page page = page(new Browser.NewContextOptions().setLocale("zh-CN"));
    page.navigate(url("/"));
    PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("lang", "zh-Hans");
    assertThat(page.locator(".bar nav a").first().getAttribute("href")).isEqualTo("/");
    PlaywrightAssertions.assertThat(page.locator(".bar .language")).hasText("English");
    page.locator(".bar .language").click();
    PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("lang", "en");
    page.locator(".bar nav a").last().click();
    PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("lang", "en");
    assertThat(page.context().cookies()).isEmpty();
  }
}
