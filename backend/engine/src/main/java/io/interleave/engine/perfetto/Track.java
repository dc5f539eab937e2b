package io.interleave.engine.perfetto;

/** A row of the viewer, as the ids of a process and a thread that it belongs to. */
record Track(int process, int thread) {}
