package email.wildduck.james.queue.id;

import java.nio.ByteBuffer;
import org.bson.types.ObjectId;

/**
 * The {@code _id} of a delivery, made of the id of the message and the number of the delivery, so
 * that whoever writes a delivery a second time does not make a second one of it.
 *
 * <p>Twelve bytes, highest first: four for the seconds of the queue id, because ZoneMTA's garbage
 * collection reads the age of a delivery and of the whole queue there; three for its milliseconds
 * and counter; two for its suffix; three for the number. So the {@code _id}s of one process are in
 * the order of its ids.
 */
public final class DeliveryDocumentId {
  private static final int COUNTER_BITS = 12;
  private static final int SUFFIX_BITS = 16;
  private static final int NUMBER_BITS = 24;

  private DeliveryDocumentId() {}

  /**
   * @param number of the delivery within its message, from 1
   */
  public static ObjectId of(QueueId id, int number) {
    if (number < 1 || number >= 1 << NUMBER_BITS) {
      throw new IllegalArgumentException("not the number of a delivery: " + number);
    }
    long time = id.time().toEpochMilli();
    long withinSecond = (Math.floorMod(time, 1000L) << COUNTER_BITS) + id.counter();
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Long.BYTES);
    bytes.putInt((int) Math.floorDiv(time, 1000L));
    bytes.putLong(((withinSecond << SUFFIX_BITS) + id.suffix()) << NUMBER_BITS | number);
    return new ObjectId(bytes.array());
  }
}
