package io.interleave.server.browser;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;

/** How wide a page is, and which colours it has. */
record Look(int width, ColorScheme scheme) {

  /** Wide and narrow, light and dark. */
  static List<Look> all() {
    return List.of(
        new Look(InChromium.DESKTOP, ColorScheme.LIGHT),
        new Look(InChromium.PHONE, ColorScheme.DARK),
        new Look(InChromium.DESKTOP, ColorScheme.DARK),
        new Look(InChromium.PHONE, ColorScheme.LIGHT));
  }
}
