package io.interleave.server.browser;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.Stream;

/** How wide a page is, and which colours it has. */
record Look(int width, ColorScheme scheme) {

  /** Wide and narrow, light and dark. */
  static List<Look> all() {
    return Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
        .flatMap(wide -> some(wide).stream())
        .toList();
  }

  /** A wide one and, in the other colours, a narrow one. */
  static List<Look> some(ColorScheme wide) {
    ColorScheme narrow = wide == ColorScheme.LIGHT ? ColorScheme.DARK : ColorScheme.LIGHT;
    return List.of(new Look(InChromium.DESKTOP, wide), new Look(InChromium.PHONE, narrow));
  }
}
