package email.wildduck.james.bench;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading a message, changing one field of its header, writing it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MessageBenchmark {
  @Param({"5000", "50000", "5000000"})
  int size;

  private final Session session = Session.getInstance(new Properties());
  private byte[] message;

  @Setup
  public void makeMessage() {
    message = Messages.ofSize(size);
  }

  @Benchmark
  public CountingStream rawMessage() throws IOException {
    RawMessage parsed = RawMessage.parse(ByteSource.of(message));
    CountingStream out = new CountingStream();
    parsed.withHeaders(parsed.headers().replace(HeaderField.of("Subject", "Another"))).writeTo(out);
    return out;
  }

  @Benchmark
  public CountingStream javaMail() throws IOException, MessagingException {
    MimeMessage parsed = new MimeMessage(session, new ByteArrayInputStream(message));
    parsed.setHeader("Subject", "Another");
    CountingStream out = new CountingStream();
    parsed.writeTo(out);
    return out;
  }

  /** Takes bytes as a socket would, and keeps nothing of them but their number. */
  public static final class CountingStream extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }

    long count() {
      return count;
    }
  }
}
