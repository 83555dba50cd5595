package email.wildduck.james.extension.dropin;

/**
 * A method or field that a class uses.
 *
 * @param user the class that uses it, internal name
 * @param owner the class it is looked for in, internal name
 * @param descriptor its type as in a class file
 */
record Reference(String user, String owner, String name, String descriptor) {

  boolean isMethod() {
    return descriptor.startsWith("(");
  }

  @Override
  public String toString() {
    return user + " uses " + owner + "." + name + descriptor;
  }
}
