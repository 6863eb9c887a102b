package dev.apifleet.translator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apifleet.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A cluster in which people and controllers edit one object after the other. */
final class EditedCluster {
  private final List<JsonNode> drafts;
  private final Random random;
  private final Map<String, ObjectNode> written = new TreeMap<>();
  private final Map<String, Object> held = new TreeMap<>();
  private long versions;

  /** The drafts are what objects may become; those of one name take turns. */
  EditedCluster(List<JsonNode> drafts, Random random) {
    this.drafts = drafts;
    this.random = random;
  }

  /** Something that happens in a cluster; what it was. */
  String edit() {
    int chance = random.nextInt(100);
    if (written.isEmpty() || chance < 65) {
      return put(drafts.get(random.nextInt(drafts.size())));
    }
    List<String> names = List.copyOf(written.keySet());
    String name = names.get(random.nextInt(names.size()));
    if (chance < 85) {
      written.remove(name);
      held.remove(name);
      return "delete " + name;
    }
    if (chance < 95) {
      touch(name, false);
      return "status of " + name;
    }
    written.forEach((key, object) -> held.put(key, Worlds.object(object)));
    return "all is listed anew";
  }

  String put(JsonNode draft) {
    String name = name(draft);
    ObjectNode object = draft.deepCopy();
    ObjectNode before = written.get(name);
    ObjectNode meta = object.withObject("/metadata");
    meta.put("uid", before == null ? "uid-" + versions : before.at("/metadata/uid").asText());
    meta.put("generation", before == null ? 0 : before.at("/metadata/generation").asLong());
    if (before != null) {
      meta.set("creationTimestamp", before.at("/metadata/creationTimestamp"));
    } else if (!meta.has("creationTimestamp")) {
      meta.put("creationTimestamp", "2026-01-01T00:00:0%dZ".formatted(random.nextInt(10)));
    }
    written.put(name, object);
    touch(name, true);
    return "put " + name + " as " + draft;
  }

  void touch(String name, boolean spec) {
    ObjectNode meta = written.get(name).withObject("/metadata");
    meta.put("resourceVersion", String.valueOf(++versions));
    meta.put("generation", meta.get("generation").asLong() + (spec ? 1 : 0));
    held.put(name, Worlds.object(written.get(name)));
  }

  /** In any order. */
  World world(Map<String, Snapshot> previous) {
    List<Object> objects = new ArrayList<>(held.values());
    if (random.nextInt(4) == 0) {
      Collections.shuffle(objects, random);
    }
    return Worlds.holding(objects, previous);
  }

  static String name(JsonNode object) {
    return "%s %s/%s"
        .formatted(
            object.path("kind").asText(),
            object.at("/metadata/namespace").asText(),
            object.at("/metadata/name").asText());
  }
}
