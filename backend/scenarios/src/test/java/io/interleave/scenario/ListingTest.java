package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListingTest {

  @Test
  void aJavaListingBeginsBelowTheImportsAndKeepsItsLineNumbers() {
    String source =
        "package a;\n\nimport b.C;\nimport static d.E.f;\n\n/** Doc. */\nclass G {\n  int imports;\n}\n";

    Listing listing = Listing.java("a/G.java", source);

    assertThat(listing.firstLine()).isEqualTo(6);
    assertThat(listing.text()).isEqualTo("/** Doc. */\nclass G {\n  int imports;\n}\n");
  }

  @Test
  void aPythonListingIsTheWholeFile() {
    Listing listing = Listing.python("a/g.py", "import threading\n");

    assertThat(listing.firstLine()).isEqualTo(1);
    assertThat(listing.text()).isEqualTo("import threading\n");
  }
}
