package email.wildduck.james.core.dkim;

/** How a signature field is folded: as ZoneMTA does it. */
final class SignatureLayout {
  private static final int MAX_LINE = 75;
  private static final int FIRST_SIGNATURE_LINE = 73;
  private static final int SIGNATURE_LINE = 75;
  private static final String FOLD = "\r\n ";

  private SignatureLayout() {}

  /**
   * The tags, separated by single spaces, in lines of at most 75 columns. A longer tag has a line
   * of its own, as ZoneMTA does it, or is broken before colons, where RFC 6376 §3.5 allows it for
   * the list of fields.
   *
   * @param firstColumn where the first tag will stand
   */
  static String foldTags(String tags, int firstColumn, boolean breakLists) {
    StringBuilder out = new StringBuilder();
    int column = firstColumn;
    for (String tag : tags.split(" ")) {
      if (out.length() > 0) {
        boolean fits = column + 1 + tag.length() <= MAX_LINE;
        out.append(fits ? " " : FOLD);
        column = fits ? column + 1 : 1;
      }
      out.append(breakLists && tag.length() >= MAX_LINE ? breakList(tag) : tag);
      column += tag.length();
    }
    return out.toString();
  }

  private static String breakList(String list) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (String name : list.split(":")) {
      if (out.length() > 0) {
        boolean fits = column + 2 + name.length() < MAX_LINE;
        out.append(fits ? ":" : FOLD + ":");
        column = fits ? column + 1 : 1;
      }
      out.append(name);
      column += name.length();
    }
    return out.toString();
  }

  /** The base64 of a signature, broken into lines. */
  static String foldSignature(String base64) {
    StringBuilder out = new StringBuilder();
    int end = FIRST_SIGNATURE_LINE;
    for (int start = 0; start < base64.length(); start = end, end += SIGNATURE_LINE) {
      out.append(start == 0 ? "" : FOLD);
      out.append(base64, Math.min(start, base64.length()), Math.min(end, base64.length()));
    }
    return out.toString();
  }
}
