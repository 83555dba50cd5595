package email.wildduck.james.delivery.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;

/** A name server over UDP. An answer with the code -1 is never sent. */
public final class LocalDnsServer implements AutoCloseable {
  public static final int SILENCE = -1;

  private final DatagramSocket socket;
  private final Function<Record, Answer> answers;
  private final AtomicInteger questions = new AtomicInteger();

  /** What a question is answered with. */
  public record Answer(int code, boolean authentic, List<Record> records, List<Record> authority) {
    public static Answer of(Record... records) {
      return new Answer(Rcode.NOERROR, false, List.of(records), List.of());
    }

    public static Answer failed(int code) {
      return new Answer(code, false, List.of(), List.of());
    }

    /** With the flag that says that signatures have been checked. */
    public Answer asAuthentic() {
      return new Answer(code, true, records, authority);
    }
  }

  private LocalDnsServer(DatagramSocket socket, Function<Record, Answer> answers) {
    this.socket = socket;
    this.answers = answers;
  }

  public static LocalDnsServer start(Function<Record, Answer> answers) {
    try {
      DatagramSocket socket =
          new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      LocalDnsServer server = new LocalDnsServer(socket, answers);
      Thread thread = new Thread(server::serve, "local-dns");
      thread.setDaemon(true);
      thread.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        questions.incrementAndGet();
        Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
        reply(query, packet);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void reply(Message query, DatagramPacket packet) throws IOException {
    Answer answer = answers.apply(query.getQuestion());
    if (answer.code() == SILENCE) {
      return;
    }
    Message message = new Message(query.getHeader().getID());
    message.getHeader().setFlag(Flags.QR);
    message.getHeader().setFlag(Flags.RA);
    if (answer.authentic()) {
      message.getHeader().setFlag(Flags.AD);
    }
    message.getHeader().setRcode(answer.code());
    message.addRecord(query.getQuestion(), Section.QUESTION);
    answer.records().forEach(found -> message.addRecord(found, Section.ANSWER));
    answer.authority().forEach(found -> message.addRecord(found, Section.AUTHORITY));
    byte[] wire = message.toWire();
    socket.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
  }

  public SimpleResolver resolver() {
    return new SimpleResolver((InetSocketAddress) socket.getLocalSocketAddress());
  }

  public int questions() {
    return questions.get();
  }

  @Override
  public void close() {
    socket.close();
  }
}
