package dev.apifleet.snapshot.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a schema refers to: parts of itself, and nothing else. */
final class SchemaReferences {
  private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef");
  private static final Set<String> ANCHORS = Set.of("$anchor", "$dynamicAnchor");

  private final JsonNode root;
  private final Set<String> anchors = new HashSet<>();
  private final List<String> faults = new ArrayList<>();

  SchemaReferences(JsonNode root) {
    this.root = root;
  }

  List<String> faults() {
    anchors(root);
    check(root, "");
    return faults;
  }

  private void anchors(JsonNode node) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (ANCHORS.contains(member.getKey())) {
        anchors.add(member.getValue().asText());
      }
    }
    node.forEach(this::anchors);
  }

  private void check(JsonNode node, String where) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String path = where + "/" + member.getKey();
      JsonNode value = member.getValue();
      if (REFERENCES.contains(member.getKey()) && value.isTextual() && !resolves(value.asText())) {
        faults.add(path + ": refer to a part of the schema itself, such as #/$defs/name");
      }
      if (member.getKey().equals("$id") && value.isTextual() && !where.isEmpty()) {
        faults.add(path + ": only the whole schema may have an $id");
      }
      if (member.getKey().equals("$schema") && !SchemaId.V202012.equals(value.asText())) {
        faults.add(path + ": write " + SchemaId.V202012 + " or leave it out");
      }
      check(value, path);
    }
    if (node.isArray()) {
      node.forEach(item -> check(item, where));
    }
  }

  private boolean resolves(String reference) {
    if (!reference.startsWith("#")) {
      return false;
    }
    String fragment = reference.substring(1);
    if (!fragment.isEmpty() && !fragment.startsWith("/")) {
      return anchors.contains(fragment);
    }
    try {
      String pointer = URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
      return !root.at(JsonPointer.compile(pointer)).isMissingNode();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
