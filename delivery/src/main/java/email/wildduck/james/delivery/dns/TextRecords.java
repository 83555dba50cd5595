package email.wildduck.james.delivery.dns;

import java.util.List;

/** Look-ups of text. Thread-safe; aliases (CNAME) are followed. */
@FunctionalInterface
public interface TextRecords {

  /**
   * The TXT records of a name, each with its parts joined, one character for each byte.
   *
   * @param name in ASCII
   * @return empty when it has none or does not exist
   * @throws DnsException when DNS gave no answer
   */
  List<String> texts(String name) throws DnsException;
}
