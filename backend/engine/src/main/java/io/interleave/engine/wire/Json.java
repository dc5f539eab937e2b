package io.interleave.engine.wire;

import io.interleave.engine.event.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes JSON to an Appendable, commas included. Not thread-safe. */
public final class Json {

  private final Appendable out;
  private boolean comma;

  public Json(Appendable out) {
    this.out = out;
  }

  /** A string as JSON, quotes included. */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    new Json(out).value(text);
    return out.toString();
  }

  public Json begin() {
    return open('{');
  }

  public Json end() {
    return close('}');
  }

  public Json beginArray() {
    return open('[');
  }

  public Json endArray() {
    return close(']');
  }

  public Json name(String name) {
    value(name);
    append(':');
    comma = false;
    return this;
  }

  public Json field(String name, @Nullable String value) {
    name(name);
    return value == null ? raw("null") : value(value);
  }

  public Json field(String name, long value) {
    return name(name).value(value);
  }

  public Json field(String name, boolean value) {
    return name(name).raw(value ? "true" : "false");
  }

  public Json value(long value) {
    return raw(Long.toString(value));
  }

  public Json value(String text) {
    separate();
    append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> append("\\\"");
        case '\\' -> append("\\\\");
        case '\n' -> append("\\n");
        case '\r' -> append("\\r");
        case '\t' -> append("\\t");
        default -> {
          // Line separators are escaped too, so that a line of NDJSON or SSE is a line to every
          // reader; and half of a surrogate pair, which is no UTF-8.
          if (c < 0x20 || c == '\u2028' || c == '\u2029' || Printable.isHalf(text, i)) {
            append("\\u%04x".formatted((int) c));
          } else {
            append(c);
          }
        }
      }
    }
    append('"');
    comma = true;
    return this;
  }

  /** Appends text that is JSON already. */
  public Json raw(CharSequence json) {
    separate();
    append(json);
    comma = true;
    return this;
  }

  private Json open(char bracket) {
    separate();
    append(bracket);
    comma = false;
    return this;
  }

  private Json close(char bracket) {
    append(bracket);
    comma = true;
    return this;
  }

  private void separate() {
    if (comma) {
      append(',');
    }
    comma = false;
  }

  private void append(char c) {
    try {
      out.append(c);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(CharSequence text) {
    try {
      out.append(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
