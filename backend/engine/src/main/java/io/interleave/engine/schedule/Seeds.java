package io.interleave.engine.schedule;

import java.util.Random;

/** Randomness by seed, the same anywhere. */
final class Seeds {

  private Seeds() {}

  /**
   * The algorithm of {@link Random} is part of its specification: one seed, one sequence, anywhere.
   * But the first numbers of neighbouring seeds are nearly the same, so that a thousand of them in
   * a row would choose alike; mixed (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
   * Generators, OOPSLA 2014) they are not.
   */
  static Random random(long seed) {
    long mixed = seed + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return new Random(mixed ^ mixed >>> 31);
  }
}
