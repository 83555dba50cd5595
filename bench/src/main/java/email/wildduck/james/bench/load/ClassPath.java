package email.wildduck.james.bench.load;

/** Where the classes of this program are, for another process. */
final class ClassPath {
  private ClassPath() {}

  /** The tests of a build get theirs in a file that names the folders. */
  static String own() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
