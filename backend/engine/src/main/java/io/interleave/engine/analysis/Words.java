package io.interleave.engine.analysis;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Site;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;

/** How messages call what a trace speaks of. */
public final class Words {

  /** Between the members of a list. */
  public static final Text COMMA = new Text(", ", "、");

  /** Between the last two members of a list, or all of them. */
  public static final Text AND = new Text(" and ", "和");

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
  public Text place(int seq) {
    Site site = trace.sites().find(trace.site(seq));
    return site == null
        ? new Text("event %d", "事件 %d").with(seq)
        : Text.same(site.file().substring(site.file().lastIndexOf('/') + 1) + ":" + site.line());
  }

  /** An access to a variable: who read or wrote what, and where. */
  public Text access(int seq) {
    return (trace.kind(seq) == Kind.VAR_READ
            ? new Text("%s read %s (%s)", "%s 读到 %s（%s）")
            : new Text("%s wrote %s (%s)", "%s 写入 %s（%s）"))
        .with(thread(trace.thread(seq)), value(seq), place(seq));
  }

  /** The value of an event on a variable, as a program would print it. */
  public String value(int seq) {
    long value = trace.value(seq);
    return trace.objects().get(trace.object(seq)).text()
        ? "\"" + trace.strings().get((int) value) + "\""
        : Long.toString(value);
  }
}
