package io.interleave.engine.wire;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.Site;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.ThreadInfo;
import java.util.Locale;
import java.util.Map;

/** Threads, objects, sites and findings as JSON. */
public final class Declarations {

  private Declarations() {}

  public static void thread(Json out, ThreadInfo thread) {
    out.begin()
        .field("id", thread.id())
        .field("name", thread.name())
        .field("virtual", thread.virtual())
        .field("daemon", thread.daemon())
        .field("process", thread.process());
    if (thread.pool() != 0) {
      out.field("pool", thread.pool());
    }
    out.end();
  }

  public static void object(Json out, ObjectInfo object) {
    out.begin()
        .field("id", object.id())
        .field("type", object.type().word())
        .field("name", object.name());
    Long initial = object.initial();
    if (initial != null) {
      out.field("initial", initial);
    }
    Long capacity = object.capacity();
    if (capacity != null) {
      out.field("capacity", capacity);
    }
    if (object.parent() != 0) {
      out.field("parent", object.parent());
    }
    if (object.fair()) {
      out.field("fair", true);
    }
    if (object.text()) {
      out.field("text", true);
    }
    out.end();
  }

  static void site(Json out, int id, Site site) {
    out.begin().field("id", id).field("file", site.file()).field("line", site.line()).end();
  }

  static void text(Json out, int id, String text) {
    out.begin().field("id", id).field("text", text).end();
  }

  public static void finding(Json out, Finding finding) {
    out.begin()
        .field("type", finding.type())
        .field("certainty", finding.certainty().name().toLowerCase(Locale.ROOT));
    out.name("threads").beginArray();
    finding.threads().forEach(out::value);
    out.endArray().name("objects").beginArray();
    finding.objects().forEach(out::value);
    out.endArray().name("events").beginArray();
    finding.events().forEach(out::value);
    out.endArray();
    if (!finding.witness().isEmpty()) {
      out.name("witness").beginArray();
      for (Finding.Prefix prefix : finding.witness()) {
        out.begin().field("thread", prefix.thread()).field("seq", prefix.seq()).end();
      }
      out.endArray();
    }
    text(out, "message", "messages", finding.message());
    out.end();
  }

  /**
   * A sentence: in English under its name, in the other languages, if there are, under the plural.
   */
  public static void text(Json out, String name, String plural, Text text) {
    out.field(name, text.en());
    Map<String, String> others = text.translations();
    if (others.isEmpty()) return;
    out.name(plural).begin();
    others.forEach(out::field);
    out.end();
  }
}
