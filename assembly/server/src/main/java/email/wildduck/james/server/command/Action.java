package email.wildduck.james.server.command;

import java.util.Map;

/**
 * What is to be done, as webadmin is told.
 *
 * @param method of the request
 * @param path what follows the path of that which it is done to; empty or {@code /} and a name
 * @param body the fields of the JSON object
 * @param done what it is called when it is done, such as {@code removed}
 */
record Action(String method, String path, Map<String, ?> body, String done) {

  static Action post(String name, Map<String, ?> body, String done) {
    return new Action("POST", "/" + name, body, done);
  }
}
