package email.wildduck.james.smtp.netty;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;

/** The sockets of a port that listen, which can be closed while connections stay. */
@ChannelHandler.Sharable
final class ListeningSockets extends ChannelInboundHandlerAdapter {
  private final ChannelGroup sockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    sockets.add(ctx.channel());
  }

  void close() {
    var unused = sockets.close();
  }
}
