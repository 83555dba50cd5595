package email.wildduck.james.delivery.sts;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The TXT record at {@code _mta-sts} that tells of a policy (RFC 8461 §3.1). */
final class StsRecord {
  private static final Pattern VERSION = Pattern.compile("v=STSv1[ \t]*;.*", Pattern.DOTALL);
  private static final Pattern ID =
      Pattern.compile("[ \t]*id[ \t]*=[ \t]*([A-Za-z0-9]{1,32})[ \t]*");

  private StsRecord() {}

  /**
   * The id of the policy; empty when there is no valid record or more than one.
   *
   * @param texts all TXT records of the name
   */
  static Optional<String> idOf(List<String> texts) {
    List<String> records =
        texts.stream().filter(text -> VERSION.matcher(text).matches()).collect(Collectors.toList());
    return records.size() == 1 ? id(records.get(0)) : Optional.empty();
  }

  private static Optional<String> id(String record) {
    for (String field : record.split(";")) {
      Matcher matcher = ID.matcher(field);
      if (matcher.matches()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }
}
