package email.wildduck.james.core.dkim;

/** How ZoneMTA folds a signature field. */
final class SignatureLayout {
  private static final int MAX_LINE = 75;
  private static final int FIRST_SIGNATURE_LINE = 73;
  private static final int SIGNATURE_LINE = 75;
  private static final String FOLD = "\r\n ";

  private SignatureLayout() {}

  /**
   * Words, separated by single spaces, in lines of at most 75 columns; a longer word has a line of
   * its own.
   *
   * @param firstColumn where the first word will stand
   */
  static String foldWords(String words, int firstColumn) {
    StringBuilder out = new StringBuilder();
    int column = firstColumn;
    for (String word : words.split(" ")) {
      if (out.length() > 0) {
        boolean fits = column + 1 + word.length() <= MAX_LINE;
        out.append(fits ? " " : FOLD);
        column = fits ? column + 1 : 1;
      }
      out.append(word);
      column += word.length();
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
