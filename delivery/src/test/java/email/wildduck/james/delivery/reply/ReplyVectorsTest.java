package email.wildduck.james.delivery.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our rules say what ZoneMTA's say of every reply in the vectors. */
class ReplyVectorsTest {
  private static final String FILE = "bounce-classification.json";

  private final ReplyRules rules = ReplyRules.standard();

  @TestFactory
  Stream<DynamicTest> repliesAreWrittenOnOneLine() {
    return cases(
        example ->
            assertThat(ReplyText.of(response(example)).toString())
                .isEqualTo(example.get("formatted").asText()));
  }

  @TestFactory
  Stream<DynamicTest> codesAreFound() {
    return cases(
        example -> {
          ReplyText reply = ReplyText.of(response(example));
          JsonNode check = example.get("check");
          assertThat(reply.code()).isEqualTo(check.get("code").asInt());
          assertThat(reply.status().map(StatusCode::toString))
              .isEqualTo(
                  Optional.of(check.get("status"))
                      .filter(JsonNode::isTextual)
                      .map(JsonNode::asText));
        });
  }

  @TestFactory
  Stream<DynamicTest> repliesOfATransactionAreJudgedAlike() {
    return cases(
        example ->
            assertThat(ruling(response(example), Optional.empty()))
                .isEqualTo(expected(example.get("check"))));
  }

  @TestFactory
  Stream<DynamicTest> repliesThatCameWithAnotherErrorAreJudgedAlike() {
    return cases(
        example ->
            assertThat(ruling(response(example), Optional.of(FailureCategory.DNS)))
                .isEqualTo(expected(example.get("checkDns"))));
  }

  @TestFactory
  Stream<DynamicTest> enhancedStatusCodesAreJudgedAlike() {
    return Vectors.file(FILE).get("enhancedCodes").properties().stream()
        .map(
            row ->
                dynamicTest(
                    row.getKey(),
                    () ->
                        assertThat(ruling(row.getKey() + " x", Optional.empty()))
                            .isEqualTo(row.getValue().asText())));
  }

  @TestFactory
  Stream<DynamicTest> replyCodesAreJudgedAlike() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> row : Vectors.file(FILE).get("basicCodes").properties()) {
      String[] range = row.getKey().split("-");
      for (int code = Integer.parseInt(range[0]);
          code <= Integer.parseInt(range[range.length - 1]);
          code++) {
        String reply = code + " x";
        String expected = row.getValue().asText();
        tests.add(
            dynamicTest(
                reply, () -> assertThat(ruling(reply, Optional.empty())).isEqualTo(expected)));
      }
    }
    return tests.stream();
  }

  private String ruling(String reply, Optional<FailureCategory> cause) {
    Ruling ruling = rules.judge(ReplyText.of(reply), cause);
    return (ruling.action == Verdict.Action.DEFER ? "defer " : "reject ") + ruling.category.label();
  }

  /** Where ZoneMTA names no category, ours is "other". */
  private static String expected(JsonNode check) {
    return check.get("action").asText() + " " + check.path("category").asText("other");
  }

  private static String response(JsonNode example) {
    return example.get("response").asText();
  }

  private static Stream<DynamicTest> cases(Consumer<JsonNode> check) {
    return Vectors.cases(FILE, "cases")
        .map(example -> dynamicTest("[" + response(example) + "]", () -> check.accept(example)));
  }
}
