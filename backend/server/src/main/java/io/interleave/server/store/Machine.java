package io.interleave.server.store;

/**
 * What a sample was recorded on.
 *
 * @param java the version of the JDK
 * @param cores processors that the JVM could use
 */
public record Machine(String os, String arch, String java, int cores) {}
