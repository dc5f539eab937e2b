package io.interleave.engine.analysis.blocking;

import java.util.List;

/**
 * A thread, the one it waits for, the one that waits for, and so on to the root.
 *
 * @param cyclic whether the last one waits for one before it, so that there is no root
 */
public record Chain(List<Link> links, boolean cyclic) {

  public Chain {
    links = List.copyOf(links);
  }

  /** How many threads wait in it. */
  public int depth() {
    return (int) links.stream().filter(Link::waits).count();
  }
}
