package io.interleave.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class LanguageTest {

  @ParameterizedTest
  @CsvSource({
    "/?lang=zh, CHINESE",
    "/?lang=en&a=b, ENGLISH",
    "/?a=b&lang=ZH-cn, CHINESE",
    "/?lang=fr,",
    "/?lang=,",
    "/?lang,",
    "/?lang=zhx_en,",
    "/,",
  })
  void theAddressMayNameOne(String address, @Nullable Language language) {
    assertThat(Language.chosen(MockServerHttpRequest.get(address).build()))
        .isEqualTo(Optional.ofNullable(language));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zh-CN,zh;q=0.9  | CHINESE",
        "zh-TW           | CHINESE",
        "fr,en-GB;q=0.5  | ENGLISH",
        "en;q=0.3,zh;q=1 | CHINESE",
        "zh;q=0.3,en;q=1 | ENGLISH",
        "zh;q=0          | ",
        "fr,de;q=0.5     | ",
        "*               | ",
      })
  void theBrowserMayPreferOne(String accepted, @Nullable Language language) {
    assertThat(Language.preferred(LanguageRange.parse(accepted)))
        .isEqualTo(Optional.ofNullable(language));
  }

  @Test
  void whatTheAddressSaysGoesFirstAndEnglishLast() {
    assertThat(resolve("/?lang=en", "zh")).isEqualTo(Language.ENGLISH.locale());
    assertThat(resolve("/?lang=xx", "zh")).isEqualTo(Language.CHINESE.locale());
    assertThat(resolve("/", "fr")).isEqualTo(Language.ENGLISH.locale());
    assertThat(resolve("/", "no header;;;")).isEqualTo(Language.ENGLISH.locale());
  }

  private static @Nullable Locale resolve(String address, String accepted) {
    var request = MockServerHttpRequest.get(address).header("Accept-Language", accepted);
    return new LanguageResolver()
        .resolveLocaleContext(MockServerWebExchange.from(request))
        .getLocale();
  }

  @Test
  void aLocaleOfAnyCountryHasItsLanguage() {
    assertThat(Language.of(Locale.SIMPLIFIED_CHINESE)).isEqualTo(Language.CHINESE);
    assertThat(Language.of(Locale.UK)).isEqualTo(Language.ENGLISH);
    assertThat(Language.of(Locale.FRANCE)).isEqualTo(Language.ENGLISH);
    assertThat(Language.CHINESE.locale().toLanguageTag()).isEqualTo("zh-Hans");
  }
}
