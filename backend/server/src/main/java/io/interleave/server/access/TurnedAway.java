package io.interleave.server.access;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** Tells a connection that is one too many so, whatever it asks. */
final class TurnedAway extends ChannelInboundHandlerAdapter {

  private static final byte[] ANSWER =
      """
      HTTP/1.1 503 Service Unavailable\r
      Retry-After: 10\r
      Content-Length: 0\r
      Connection: close\r
      \r
      """
          .getBytes(StandardCharsets.US_ASCII);

  @Override
  public void channelActive(ChannelHandlerContext context) {
    var _ =
        context
            .writeAndFlush(Unpooled.wrappedBuffer(ANSWER))
            .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }
}
