/**
 * How it is written down: a buffer per thread, and the merge of all buffers into one total order.
 *
 * <p>Words used here. A <em>record</em> is one operation as its thread wrote it; the merge turns it
 * into one event, or into a request and its result. A <em>stamp</em> is the position of a record
 * among all stamped records of its object, 1, 2, 3...; whoever takes a stamp always records it.
 * <em>Stamped while held</em>: taken by the holder of the object, so a plain counter serves.
 * <em>Stamped around</em>: where the object has no critical section, an operation that lets others
 * go on is stamped before it takes effect, and one that was let go is stamped after, with an atomic
 * counter.
 *
 * <table>
 * <caption>Shared state of a recording</caption>
 * <tr><th>state</th><th>written by</th><th>read by</th><th>how</th></tr>
 * <tr><td>Chunk.words</td><td>its thread</td><td>the merger</td><td>plain, published by Chunk.published</td></tr>
 * <tr><td>Chunk.published</td><td>its thread</td><td>the merger</td><td>release / acquire</td></tr>
 * <tr><td>Chunk.next</td><td>its thread</td><td>the merger</td><td>volatile</td></tr>
 * <tr><td>Recorder.site, position</td><td>its thread</td><td>its thread</td><td>plain</td></tr>
 * <tr><td>Recording.stopping</td><td>whoever ends the run</td><td>all</td><td>volatile</td></tr>
 * <tr><td>Recording.origin</td><td>the main thread, once</td><td>all</td><td>volatile</td></tr>
 * <tr><td>stamps</td><td>holder, or any thread</td><td>the same</td><td>plain while held, or atomic</td></tr>
 * <tr><td>Trace</td><td>the merger</td><td>all</td><td>published by Trace.size</td></tr>
 * </table>
 */
@NullMarked
package io.interleave.engine.record;

import org.jspecify.annotations.NullMarked;
