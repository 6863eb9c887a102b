package dev.apifleet.translator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.apifleet.api.v1alpha1.RouteValidation;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.schema.Schema;
import java.util.Map;
import java.util.Optional;

/** Reads what the requests of a rule must look like. */
record Validations(FieldPath field, Problems problems) {
  private static final int LONGEST = 65_536;
  private static final int MOST_FAULTS = 3;
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
              .build());

  static Optional<FilterConfig> read(FieldPath field, RouteValidation given, Problems problems) {
    return given == null
        ? Optional.empty()
        : Optional.of(new Validations(field, problems).filter(given));
  }

  private FilterConfig filter(RouteValidation given) {
    return new FilterConfig.Validate(
        schema("bodySchema", given.bodySchema()),
        Boolean.TRUE.equals(given.bodyRequired()),
        schema("querySchema", given.querySchema()),
        schema("headerSchema", given.headerSchema()),
        (int)
            Sizes.read(
                field.child("maxBodySize"),
                given.maxBodySize(),
                1024 * 1024,
                1,
                16 * 1024 * 1024,
                problems));
  }

  /** The schema in JSON, or null where there is none. */
  private String schema(String name, String text) {
    if (text == null) {
      return null;
    }
    if (text.length() > LONGEST) {
      problems.invalid(field.child(name), text, "shorten it to " + LONGEST + " characters");
      return null;
    }
    try {
      JsonNode document = YAML.readTree(text);
      check(field.child(name), document);
      return document.toString();
    } catch (JsonProcessingException e) {
      problems.invalid(field.child(name), text, "write JSON or YAML: " + reason(e));
      return null;
    }
  }

  private static String reason(JsonProcessingException e) {
    return e.getLocation() == null
        ? Quoted.line(e.getOriginalMessage())
        : Quoted.line(e.getOriginalMessage()) + " at line " + e.getLocation().getLineNr();
  }

  private void check(FieldPath path, JsonNode document) {
    if (!document.isObject() && !document.isBoolean()) {
      problems.invalid(path, document, "write a schema, such as {type: object}");
      return;
    }
    Problems patterns = new Problems();
    expressions(path, document, patterns);
    problems.addAll(patterns);
    if (patterns.none()) {
      Schema.faults(document).stream()
          .limit(MOST_FAULTS)
          .forEach(fault -> problems.add(Problems.INVALID, path + ": mend the schema: " + fault));
    }
  }

  /** Wherever an expression may stand; what only looks like one has to be one, too. */
  private static void expressions(FieldPath path, JsonNode node, Problems problems) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      JsonNode value = member.getValue();
      if (member.getKey().equals("pattern") && value.isTextual()) {
        Expressions.check(path.child("pattern"), value.asText(), problems);
      } else if (member.getKey().equals("patternProperties")) {
        value
            .fieldNames()
            .forEachRemaining(
                name -> Expressions.check(path.child("patternProperties"), name, problems));
      }
      expressions(path, value, problems);
    }
    if (node.isArray()) {
      node.forEach(item -> expressions(path, item, problems));
    }
  }
}
