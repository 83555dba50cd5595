package email.wildduck.james.smtp;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.smtpserver.ExtendedSMTPSession;

/** A connection that nobody is at the other end of, for sessions that only hooks look at. */
public final class TestTransport implements ProtocolTransport {
  private final Deque<LineHandler<? extends ProtocolSession>> lineHandlers = new ArrayDeque<>();
  private final InetAddress client;
  private final boolean tls;

  private TestTransport(InetAddress client, boolean tls) {
    this.client = client;
    this.tls = tls;
  }

  /** A session under TLS. */
  public static ExtendedSMTPSession encryptedSession(InetAddress client) {
    return session(client, true);
  }

  /** A session without TLS. */
  public static ExtendedSMTPSession plainSession(InetAddress client) {
    return session(client, false);
  }

  private static ExtendedSMTPSession session(InetAddress client, boolean tls) {
    SMTPConfigurationImpl configuration =
        new SMTPConfigurationImpl() {
          @Override
          public String getHelloName() {
            return "mail.example.com";
          }
        };
    return new ExtendedSMTPSession(configuration, new TestTransport(client, tls));
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return new InetSocketAddress(client, 40000);
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 587);
  }

  @Override
  public String getId() {
    return "session";
  }

  @Override
  public boolean isTLSStarted() {
    return tls;
  }

  @Override
  public boolean isStartTLSSupported() {
    return true;
  }

  @Override
  public Optional<SSLSession> getSSLSession() {
    return tls ? Optional.of(tlsSession()) : Optional.empty();
  }

  @Override
  public boolean isProxyRequired() {
    return false;
  }

  @Override
  public void writeResponse(Response response, ProtocolSession session) {}

  @Override
  public void popLineHandler() {
    lineHandlers.pop();
  }

  @Override
  public void pushLineHandler(
      LineHandler<? extends ProtocolSession> handler, ProtocolSession session) {
    lineHandlers.push(handler);
  }

  /** Gives a line of the client to what waits for one. */
  @SuppressWarnings("unchecked")
  public static Response line(ExtendedSMTPSession session, String latin1) {
    TestTransport transport = (TestTransport) session.getProtocolTransport();
    LineHandler<SMTPSession> handler = (LineHandler<SMTPSession>) transport.lineHandlers.peek();
    return handler.onLine(session, (latin1 + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Whether the next line is a command. */
  public static boolean expectsCommand(ExtendedSMTPSession session) {
    return ((TestTransport) session.getProtocolTransport()).lineHandlers.isEmpty();
  }

  @Override
  public void setReadable(boolean readable) {}

  @Override
  public boolean isReadable() {
    return true;
  }

  private static SSLSession tlsSession() {
    return (SSLSession)
        Proxy.newProxyInstance(
            SSLSession.class.getClassLoader(),
            new Class<?>[] {SSLSession.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getProtocol" -> "TLSv1.3";
                  case "getCipherSuite" -> "TLS_AES_256_GCM_SHA384";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
