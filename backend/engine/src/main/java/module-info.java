/** The engine: events, recorder, instrumented primitives, analysis. Needs the JDK alone. */
@org.jspecify.annotations.NullMarked
module io.interleave.engine {
  requires static transitive org.jspecify;
  requires java.management;

  exports io.interleave.engine.event;
  exports io.interleave.engine.record;
  exports io.interleave.engine.control;
  exports io.interleave.engine.primitive;
  exports io.interleave.engine.analysis;
  exports io.interleave.engine.analysis.deadlock;
  exports io.interleave.engine.analysis.order;
  exports io.interleave.engine.analysis.predict;
  exports io.interleave.engine.analysis.race;
  exports io.interleave.engine.analysis.state;
  exports io.interleave.engine.findings;
  exports io.interleave.engine.wire;
  exports io.interleave.engine.schedule;
  exports io.interleave.engine.run;
  exports io.interleave.engine.explore;
  exports io.interleave.engine.weave;
}
