package email.wildduck.james.extension.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A JSON object of texts and truth values. No body is an empty object. Immutable. */
final class RequestBody {
  private final JsonNode fields;

  private RequestBody(JsonNode fields) {
    this.fields = fields;
  }

  static RequestBody parse(String json) {
    if (json.isBlank()) {
      return new RequestBody(JsonNodeFactory.instance.objectNode());
    }
    try {
      JsonNode node = new ObjectMapper().readTree(json);
      if (!node.isObject()) {
        throw Refusals.badRequest("the body must be a JSON object");
      }
      return new RequestBody(node);
    } catch (JsonProcessingException e) {
      throw Refusals.badRequest("the body is no JSON: " + e.getOriginalMessage());
    }
  }

  /** Refuses fields other than these. */
  RequestBody knowing(String... names) {
    Set<String> known = new TreeSet<>(Set.of(names));
    for (Iterator<String> given = fields.fieldNames(); given.hasNext(); ) {
      String name = given.next();
      if (!known.contains(name)) {
        throw Refusals.badRequest(
            "the field "
                + name
                + " is unknown; "
                + (known.isEmpty()
                    ? "no field is known here"
                    : "known here: " + String.join(", ", known)));
      }
    }
    return this;
  }

  Optional<String> text(String name) {
    JsonNode value = fields.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw Refusals.wrong(name, value.toString(), "it must be a text that is not empty");
    }
    return Optional.of(value.textValue());
  }

  boolean flag(String name) {
    JsonNode value = fields.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw Refusals.wrong(name, value.toString(), "it must be true or false");
    }
    return value.booleanValue();
  }

  String required(String name) {
    return text(name).orElseThrow(() -> Refusals.badRequest("the field " + name + " is missing"));
  }
}
