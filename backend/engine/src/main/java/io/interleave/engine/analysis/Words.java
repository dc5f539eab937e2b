package io.interleave.engine.analysis;

import io.interleave.engine.event.Site;
import io.interleave.engine.event.Trace;

/** How messages call what a trace speaks of. */
public final class Words {

  private final Trace trace;

  public Words(Trace trace) {
    this.trace = trace;
  }

  public String thread(int thread) {
    return trace.threads().get(thread).name();
  }

  public String object(int object) {
    return trace.objects().get(object).name();
  }

  /** Where an event happened, {@code Counter.java:23}, or its number where no line is known. */
  public String place(int seq) {
    Site site = trace.sites().find(trace.site(seq));
    return site == null
        ? "event " + seq
        : site.file().substring(site.file().lastIndexOf('/') + 1) + ":" + site.line();
  }

  /** The value of an event on a variable, as a program would print it. */
  public String value(int seq) {
    long value = trace.value(seq);
    return trace.objects().get(trace.object(seq)).text()
        ? "\"" + trace.strings().get((int) value) + "\""
        : Long.toString(value);
  }
}
