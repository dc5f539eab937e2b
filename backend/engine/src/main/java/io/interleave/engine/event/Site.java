package io.interleave.engine.event;

/** A place in a program's source: file, as the listing names it, and line, from 1. */
public record Site(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
