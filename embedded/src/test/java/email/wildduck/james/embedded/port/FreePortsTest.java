package email.wildduck.james.embedded.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {

  @Test
  void noPortIsGivenTwiceAndNoneCouldBeAnOutgoingConnections() {
    List<Integer> ports = new ArrayList<>(FreePorts.take(200));
    ports.addAll(FreePorts.take(200));

    assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 1024 && port < 32_768);
  }

  @Test
  void aPortIsFreeUntilSomeoneListens() throws Exception {
    int port = FreePorts.take();

    assertThat(FreePorts.isFree(port)).isTrue();
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();
      assertThat(FreePorts.isFree(port)).isFalse();
    }
  }
}
