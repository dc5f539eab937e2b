/** The scenarios and their catalogue. */
@org.jspecify.annotations.NullMarked
module io.interleave.scenarios {
  requires transitive io.interleave.engine;

  exports io.interleave.scenario;
  exports io.interleave.scenario.story;
  exports io.interleave.scenario.text;
}
