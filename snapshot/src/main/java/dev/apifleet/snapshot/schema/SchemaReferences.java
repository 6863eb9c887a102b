package dev.apifleet.snapshot.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a schema refers to: parts of itself, and nothing else. With each reference written out it
 * may be only so long; where a part contains itself it is recursive.
 */
final class SchemaReferences {
  private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef");
  private static final Set<String> ANCHORS = Set.of("$anchor", "$dynamicAnchor");
  private static final long MOST_PARTS = 10_000;
  private static final long UNDER_WAY = -1;

  private final JsonNode root;
  private final Map<String, JsonNode> anchors = new HashMap<>();
  private final Map<JsonNode, Long> parts = new IdentityHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private boolean recursive;

  SchemaReferences(JsonNode root) {
    this.root = root;
    collectAnchors(root);
    check(root, "");
    try {
      if (faults.isEmpty() && parts(root) > MOST_PARTS) {
        faults.add("its references, written out, make more than " + MOST_PARTS + " parts");
      }
    } catch (StackOverflowError _) {
      faults.add("its references form too long a chain");
    }
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  boolean isRecursive() {
    return recursive;
  }

  private void collectAnchors(JsonNode node) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (ANCHORS.contains(member.getKey())) {
        anchors.put(member.getValue().asText(), node);
      }
    }
    node.forEach(this::collectAnchors);
  }

  private void check(JsonNode node, String where) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String path = where + "/" + member.getKey();
      JsonNode value = member.getValue();
      if (isReference(member) && target(value.asText()) == null) {
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

  private static boolean isReference(Map.Entry<String, JsonNode> member) {
    return REFERENCES.contains(member.getKey()) && member.getValue().isTextual();
  }

  /** The part that is meant, or null. */
  private JsonNode target(String reference) {
    if (!reference.startsWith("#")) {
      return null;
    }
    String fragment = reference.substring(1);
    if (!fragment.isEmpty() && !fragment.startsWith("/")) {
      return anchors.get(fragment);
    }
    try {
      String pointer = URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
      JsonNode found = root.at(JsonPointer.compile(pointer));
      return found.isMissingNode() ? null : found;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** How many parts it has with its references written out, each turn of a circle once. */
  private long parts(JsonNode node) {
    Long known = parts.get(node);
    if (known != null) {
      recursive |= known == UNDER_WAY;
      return Math.max(1, known);
    }
    if (!node.isContainerNode()) {
      return 1;
    }
    parts.put(node, UNDER_WAY);
    long sum = 1;
    for (JsonNode child : node) {
      sum += parts(child);
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (isReference(member)) {
        sum += parts(target(member.getValue().asText()));
      }
    }
    sum = Math.min(sum, MOST_PARTS + 1);
    parts.put(node, sum);
    return sum;
  }
}
