package dev.apifleet.snapshot.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "true",
        "{'type': 'object', 'properties': {'next': {'$ref': '#'}}}",
        "{'$ref': '#/$defs/a~1b', '$defs': {'a/b': {'type': 'integer'}}}",
        "{'$ref': '#name', '$defs': {'x': {'$anchor': 'name', 'type': 'null'}}}",
        "{'$schema': 'https://json-schema.org/draft/2020-12/schema', '$id': 'https://a.test/b'}"
      })
  void goodSchemasHaveNoFaults(String schema) {
    assertThat(Schema.faults(json(schema))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'text'}",
        "{'$ref': 'https://a.test/b'}",
        "{'$ref': 'file:///etc/passwd'}",
        "{'$ref': 'classpath:draft-07.json'}",
        "{'$ref': '#/nowhere'}",
        "{'$ref': '#'}",
        "{'properties': {'a': {'$id': 'b'}}}",
        "{'$schema': 'http://json-schema.org/draft-07/schema#'}"
      })
  void badSchemasAreNamed(String schema) {
    assertThat(Schema.faults(json(schema))).isNotEmpty();
  }

  @Test
  void aValueIsHeldAgainstWhatIsReferredTo() {
    Schema schema =
        Schema.of(json("{'items': {'$ref': '#/$defs/n'}, '$defs': {'n': {'minimum': 3}}}"));
    assertThat(schema.violations(json("[3, 4]"), 10, 100)).isEmpty();
    assertThat(schema.violations(json("[1, 2, 3]"), 10, 100))
        .extracting(Schema.Violation::pointer)
        .containsExactly("/0", "/1");
    assertThat(schema.violations(json("[1, 2, 3]"), 1, 100)).hasSize(1);
    assertThatThrownBy(() -> schema.violations(json("[3, 3, 3]"), 1, 2))
        .isInstanceOf(Schema.TooComplexException.class);
  }

  @Test
  void aValueMayNotBeFollowedForEver() {
    Schema twice =
        Schema.of(json("{'properties': {'a': {'allOf': [{'$ref': '#'}, {'$ref': '#'}]}}}"));
    JsonNode deep = json("{'a':".repeat(60) + "1" + "}".repeat(60));
    assertThatThrownBy(() -> twice.violations(deep, 10, 1_000))
        .isInstanceOf(Schema.TooComplexException.class);
    assertThat(twice.isRecursive()).isTrue();
  }
}
