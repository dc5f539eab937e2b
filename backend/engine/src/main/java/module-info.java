/**
 * The engine: events, recorder, instrumented primitives, analysis. Needs the JDK and HdrHistogram
 * alone.
 */
@SuppressWarnings("requires-automatic") // HdrHistogram has no module name of its own
@org.jspecify.annotations.NullMarked
module io.interleave.engine {
  requires static transitive org.jspecify;
  requires java.management;
  requires HdrHistogram;

  exports io.interleave.engine.event;
  exports io.interleave.engine.record;
  exports io.interleave.engine.control;
  exports io.interleave.engine.primitive;
  exports io.interleave.engine.analysis;
  exports io.interleave.engine.analysis.convoy;
  exports io.interleave.engine.analysis.blocking;
  exports io.interleave.engine.analysis.cause;
  exports io.interleave.engine.analysis.contention;
  exports io.interleave.engine.analysis.critical;
  exports io.interleave.engine.analysis.deadlock;
  exports io.interleave.engine.analysis.exceptions;
  exports io.interleave.engine.analysis.join;
  exports io.interleave.engine.analysis.leak;
  exports io.interleave.engine.analysis.livelock;
  exports io.interleave.engine.analysis.inversion;
  exports io.interleave.engine.analysis.order;
  exports io.interleave.engine.analysis.predict;
  exports io.interleave.engine.analysis.race;
  exports io.interleave.engine.analysis.permits;
  exports io.interleave.engine.analysis.signal;
  exports io.interleave.engine.analysis.starvation;
  exports io.interleave.engine.analysis.state;
  exports io.interleave.engine.analysis.time;
  exports io.interleave.engine.analysis.values;
  exports io.interleave.engine.findings;
  exports io.interleave.engine.wire;
  exports io.interleave.engine.perfetto;
  exports io.interleave.engine.schedule;
  exports io.interleave.engine.run;
  exports io.interleave.engine.explore;
  exports io.interleave.engine.weave;
}
