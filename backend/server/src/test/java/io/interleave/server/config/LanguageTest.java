package io.interleave.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zh    | en              | CHINESE",
        "en    | zh-CN           | ENGLISH",
        "ZH-cn | en              | CHINESE",
        "fr    | zh-CN,zh;q=0.9  | CHINESE",
        "      | zh-TW           | CHINESE",
        "''    | zh              | CHINESE",
        "      | fr,de;q=0.5     | ENGLISH",
        "      | en;q=0.3,zh;q=1 | CHINESE",
        "      | zh;q=0.3,en;q=1 | ENGLISH",
        "      | zh;q=0          | ENGLISH",
        "      | *               | ENGLISH",
        "zzz_x | zhx             | ENGLISH",
      })
  void theAddressSaysItOrElseTheBrowser(String chosen, String accepted, Language language) {
    assertThat(Language.of(chosen, LanguageRange.parse(accepted))).isEqualTo(language);
  }

  @Test
  void whoSaysNothingReadsEnglish() {
    assertThat(Language.of(null, List.of())).isEqualTo(Language.ENGLISH);
  }

  @Test
  void aLocaleOfAnyCountryHasItsLanguage() {
    assertThat(Language.of(Locale.SIMPLIFIED_CHINESE)).isEqualTo(Language.CHINESE);
    assertThat(Language.of(Locale.UK)).isEqualTo(Language.ENGLISH);
    assertThat(Language.of(Locale.FRANCE)).isEqualTo(Language.ENGLISH);
    assertThat(Language.CHINESE.locale().toLanguageTag()).isEqualTo("zh-Hans");
  }
}
