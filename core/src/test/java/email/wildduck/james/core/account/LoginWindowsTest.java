package email.wildduck.james.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class LoginWindowsTest {
  private static final Instant START = Instant.parse("2026-11-23T15:54:43Z");
  private static final Instant END = START.plusSeconds(5);

  private final Account account = Account.of(new Document("_id", new ObjectId()));
  private final LoginWindows windows = new LoginWindows(Duration.ofSeconds(5), 2);

  @Test
  void loginIsNotCountedWhenThereAreTooManyKinds() {
    assertThat(windows.counts(login("1", START))).isFalse();
    assertThat(windows.counts(login("2", START))).isFalse();
    assertThat(windows.counts(login("3", START))).isFalse();

    assertThat(windows.counts(login("1", START))).isTrue();
    assertThat(windows.counts(login("2", START))).isTrue();
    assertThat(windows.counts(login("3", START))).isFalse();
  }

  @Test
  void windowsThatHaveEndedTakeUpRoomWhenNobodyTookThem() {
    windows.counts(login("1", START));
    windows.counts(login("1", START));
    windows.counts(login("2", START));
    // Ends the first and begins none, for there is no room.
    assertThat(windows.counts(login("1", END))).isFalse();
    assertThat(windows.counts(login("1", END))).isFalse();

    assertThat(windows.takeEnded(END)).isPresent();
    assertThat(windows.takeEnded(END)).isEmpty();
    assertThat(windows.counts(login("1", END))).isFalse();
    assertThat(windows.counts(login("1", END))).isTrue();
  }

  @Test
  void windowEndsWhenTheClockIsSetBack() {
    Instant hourBefore = START.minusSeconds(3600);
    windows.counts(login("1", START));
    windows.counts(login("1", START));

    assertThat(windows.takeEnded(hourBefore)).isPresent();
    assertThat(windows.counts(login("1", hourBefore))).isFalse();
  }

  @Test
  void loginsAreInOrderWhenTheyWereCountedInAnother() {
    windows.counts(login("1", START));
    windows.counts(login("1", START.plusSeconds(2)));
    windows.counts(login("1", START.plusSeconds(1)));

    Occurrences times = windows.takeEnded(END).orElseThrow().times();
    assertThat(times.count()).isEqualTo(2);
    assertThat(times.first()).isEqualTo(START.plusSeconds(1));
    assertThat(times.last()).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void nothingIsTakenWhenNoLoginWasRepeated() {
    windows.counts(login("1", START));

    assertThat(windows.takeEnded(END)).isEmpty();
    windows.close();
    assertThat(windows.takeEnded(START)).isEmpty();
  }

  private AcceptedLogins login(String ip, Instant time) {
    return AcceptedLogins.master(account, ip, time);
  }
}
