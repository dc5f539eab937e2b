package io.interleave.server.page;

/** JSON inside a {@code script} element. */
final class ScriptJson {

  private ScriptJson() {}

  /** The same JSON without any character that could end the element or begin a comment in it. */
  static String escape(String json) {
    // These occur in JSON in strings only, where the escape means the same.
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }
}
