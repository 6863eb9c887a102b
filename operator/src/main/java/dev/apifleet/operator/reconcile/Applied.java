package dev.apifleet.operator.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.apifleet.snapshot.Sha256;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;

/**
 * Tells whether an object in the cluster is as we last applied it: its mark names the form we want,
 * and every field of that form is still there. Fields that others set are theirs.
 */
public final class Applied {
  /** SHA-256 of the form that was applied: shows fields that we no longer want. */
  static final String MARK = "apifleet.dev/applied";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Applied() {}

  /** Puts the mark on an object that is to be applied. */
  public static <T extends HasMetadata> T mark(T desired) {
    String mark = Sha256.of(JSON.valueToTree(desired).toString());
    if (desired.getMetadata().getAnnotations() == null) {
      desired.getMetadata().setAnnotations(new java.util.TreeMap<>());
    }
    desired.getMetadata().getAnnotations().put(MARK, mark);
    return desired;
  }

  /** Whether applying would change nothing. */
  public static boolean holds(HasMetadata live, HasMetadata marked) {
    return covers(JSON.valueToTree(live), JSON.valueToTree(marked));
  }

  private static boolean covers(JsonNode live, JsonNode wanted) {
    if (wanted.isObject()) {
      return live.isObject()
          && wanted.properties().stream()
              .allMatch(each -> covers(live.path(each.getKey()), each.getValue()));
    }
    if (wanted.isArray()) {
      return live.isArray() && live.size() == wanted.size() && coversEach(live, wanted);
    }
    return live.equals(wanted) || sameQuantity(live, wanted);
  }

  private static boolean coversEach(JsonNode live, JsonNode wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      if (!covers(live.get(i), wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The API server writes quantities in its own form: 1000m becomes 1. */
  private static boolean sameQuantity(JsonNode live, JsonNode wanted) {
    if (!live.isTextual() || !wanted.isTextual()) {
      return false;
    }
    try {
      return new Quantity(live.asText()).equals(new Quantity(wanted.asText()));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
