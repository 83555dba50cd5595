package email.wildduck.james.embedded.mongo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The search string of $text: any of the words, all of the "phrases in quotes", none of the
 * -negated ones. Upper and lower case are the same; there is no stemming.
 */
record TextQuery(List<String> words, List<String> phrases, List<String> excluded) {

  private static final Pattern TERM = Pattern.compile("(-?)(?:\"([^\"]*)\"|(\\S+))");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}_]+");

  static TextQuery parse(String search) {
    List<String> words = new ArrayList<>();
    List<String> phrases = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    Matcher term = TERM.matcher(search.toLowerCase(Locale.ROOT));
    while (term.find()) {
      boolean phrase = term.group(2) != null;
      String text = phrase ? term.group(2) : term.group(3);
      if (!term.group(1).isEmpty()) {
        excluded.add(text);
      } else if (phrase) {
        phrases.add(text);
      } else {
        words.addAll(split(text));
      }
    }
    return new TextQuery(List.copyOf(words), List.copyOf(phrases), List.copyOf(excluded));
  }

  boolean matches(String text) {
    if (words.isEmpty() && phrases.isEmpty()) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    Set<String> present = new HashSet<>(split(lower));
    if (!phrases.stream().allMatch(lower::contains)) {
      return false;
    }
    if (excluded.stream().anyMatch(term -> contains(term, present, lower))) {
      return false;
    }
    return !phrases.isEmpty() || words.stream().anyMatch(present::contains);
  }

  private static boolean contains(String term, Set<String> words, String text) {
    return NO_WORD.matcher(term).find() ? text.contains(term) : words.contains(term);
  }

  private static List<String> split(String text) {
    return Arrays.stream(NO_WORD.split(text)).filter(word -> !word.isEmpty()).toList();
  }
}
