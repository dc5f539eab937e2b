package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Questions before a run, answers from its trace, and what happened. */
class PredictionsTest extends InChromium {

  @Test
  void isAskedBeforeTheRunAndCheckedAgainstIt() {
    Page page = page();
    page.navigate(url("/scenarios/semaphore?p.files=1&p.hold=150"));
    Locator most = page.locator("[data-question=most]");
    most.locator("input").fill("9");
    most.locator("button[type=submit]").click();
    assertThat(most.innerText()).contains("You say: 9");
    page.locator("[data-question=waits] input").first().check();
    page.locator("[data-question=waits] button[type=submit]").click();
    assertThat(page.locator(".happened li").count()).isZero();

    page.locator("#run-button").click();

    page.locator(".happened[open]").waitFor();
    assertThat(most.locator(".said").getAttribute("data-verdict")).isEqualTo("wrong");
    assertThat(most.innerText()).contains("You said 9. It was: ");
    assertThat(page.locator("[data-question=waits] .said").getAttribute("data-verdict"))
        .isEqualTo("wrong");
    assertThat(page.locator(".happened").innerText())
        .containsPattern("At most [2-5] downloads went on at the same time.");
    most.locator(".said button").click();
    awaitQuery(page, "at=");
  }

  @Test
  void aVariantIsAskedAnew() {
    Page page = page();
    page.navigate(url("/scenarios/semaphore"));
    page.locator("[data-question=most] .quiet").click();
    assertThat(page.locator("[data-question=most] input").count()).isZero();
    page.locator("[data-variant=semaphore]").click();
    page.locator("[data-question=most] input").waitFor();
  }

  @Test
  void aRunTellsWhatHappenedInTheReadersLanguage() {
    String id = finished("deadlock", Map.of("copies", 1));
    Page page = page();
    page.navigate(url("/runs/" + id + "?lang=zh"));
    page.locator(".happened[open] li").first().waitFor();
    assertThat(page.locator(".happened").innerText()).contains("Ann 请求 printer，再也没有得到。");
  }

  @Test
  void topicsAreSearchedByConceptClassAndFinding() {
    Page page = page();
    page.navigate(url("/topics"));
    for (String[] each :
        new String[][] {
          {"Semaphore", "/scenarios/semaphore"},
          {"race condition", "/scenarios/lost-update"},
          {"Lock order", "/scenarios/deadlock"},
        }) {
      page.locator("#search").fill(each[0]);
      assertThat(page.locator(".card:visible h3 a[href='" + each[1] + "']").count())
          .as(each[0])
          .isEqualTo(1);
      assertThat(page.locator(".card:visible").count()).as(each[0]).isLessThan(5);
    }
    page.locator("#search").fill("");
    page.locator(".course a").first().click();
    page.waitForURL("**/scenarios/thread-lifecycle");
  }
}
