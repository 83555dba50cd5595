package email.wildduck.james.smtp.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.smtp.port.PortSettings;
import email.wildduck.james.smtp.reply.Refusals;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.metrics.api.Metric;
import org.apache.james.protocols.api.ClientAuth;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.smtpserver.netty.SmtpMetrics;
import org.junit.jupiter.api.Test;

class SubmissionTransportTest {
  private static final byte[] REPLY = "220 2.0.0 Ready to start TLS\r\n".getBytes(US_ASCII);

  /** Notes for each write whether TLS was in place. */
  private static final class Writes extends ChannelOutboundHandlerAdapter {
    private final List<Boolean> underTls = new ArrayList<>();

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
        throws Exception {
      underTls.add(ctx.pipeline().get(SslHandler.class) != null);
      super.write(ctx, message, promise);
    }
  }

  private static final class StartTls implements Encryption {
    @Override
    public SslHandler sslHandler() {
      try {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(false);
        return new SslHandler(engine, isStartTLS());
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean isStartTLS() {
      return true;
    }

    @Override
    public boolean supportsEncryption() {
      return true;
    }

    @Override
    public String[] getEnabledCipherSuites() {
      return new String[0];
    }

    @Override
    public ClientAuth getClientAuth() {
      return ClientAuth.NONE;
    }
  }

  private static final class NoMetrics implements SmtpMetrics {
    @Override
    public Metric getConnectionMetric() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Metric getCommandsMetric() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void tlsIsInPlaceBeforeTheClientIsToldToBegin() throws Exception {
    Writes writes = new Writes();
    EmbeddedChannel channel = new EmbeddedChannel(writes);
    PortRuntime port =
        new PortRuntime(
            PortSettings.read(new BaseHierarchicalConfiguration()),
            () -> Optional.of(new StartTls()),
            new Refusals(new PrometheusRegistry()),
            new NoMetrics());

    new SubmissionTransport(channel, port).writeToClient(REPLY, null, true);

    assertThat(writes.underTls).containsExactly(true);
    ByteBuf written = channel.readOutbound();
    assertThat(written.toString(US_ASCII)).isEqualTo(new String(REPLY, US_ASCII));
  }
}
