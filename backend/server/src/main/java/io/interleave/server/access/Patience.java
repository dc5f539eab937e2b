package io.interleave.server.access;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection over which a request does not arrive in time. No byte prolongs a time, so
 * that sending one now and then is of no use:
 *
 * <ul>
 *   <li>from the connection to the head of its first request, and from a head to the end of its
 *       body: the request time;
 *   <li>from the end of the last answer to the next head: the idle time.
 * </ul>
 *
 * While an answer is under way, a stream for instance, there is none. Used by the connection's
 * thread.
 */
final class Patience extends ChannelDuplexHandler {

  private final long requestNanos;
  private final long idleNanos;
  private @Nullable Future<?> end;
  private int unanswered;
  private boolean inBody;
  // Of the answer that is written: the first lines that only ask to go on are none.
  private boolean interim;

  Patience(Duration requestTime, Duration idleTime) {
    this.requestNanos = requestTime.toNanos();
    this.idleNanos = idleTime.toNanos();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    closeIn(context, requestNanos);
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stop();
    context.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      unanswered++;
      inBody = true;
      closeIn(context, requestNanos);
    }
    if (message instanceof LastHttpContent) {
      inBody = false;
      stop();
      waitForNext(context);
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
    if (message instanceof LastHttpContent && !interim) {
      unanswered--;
      waitForNext(context);
    }
    var _ = context.write(message, promise);
  }

  private void waitForNext(ChannelHandlerContext context) {
    if (unanswered == 0 && !inBody) {
      closeIn(context, idleNanos);
    }
  }

  private void closeIn(ChannelHandlerContext context, long nanos) {
    stop();
    end = context.executor().schedule(() -> close(context), nanos, TimeUnit.NANOSECONDS);
  }

  private static void close(ChannelHandlerContext context) {
    var _ = context.close();
  }

  private void stop() {
    if (end != null) {
      end.cancel(false);
      end = null;
    }
  }
}
