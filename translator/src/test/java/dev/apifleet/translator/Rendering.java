package dev.apifleet.translator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.apifleet.snapshot.Snapshot;
import java.util.List;
import java.util.Map;

/** Writes translations for people to review. */
final class Rendering {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .build();

  private Rendering() {}

  static String snapshots(Map<String, Snapshot> snapshots) throws JsonProcessingException {
    ObjectNode fleets = JSON.createObjectNode();
    for (Map.Entry<String, Snapshot> fleet : snapshots.entrySet()) {
      ObjectNode resources = fleets.putObject(fleet.getKey());
      for (var resource : fleet.getValue().resources().entrySet()) {
        resources.set(
            resource.getKey().toString(), JSON.readTree(resource.getValue().json().toStringUtf8()));
      }
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fleets) + "\n";
  }

  static String status(Map<ObjectRef, List<Finding>> findings) throws JsonProcessingException {
    ObjectNode objects = JSON.createObjectNode();
    findings.forEach(
        (object, list) -> {
          var conditions = objects.putArray(object.kind() + " " + object.qualifiedName());
          list.forEach(
              finding ->
                  conditions
                      .addObject()
                      .put(finding.type(), finding.status())
                      .put("reason", finding.reason())
                      .put("message", finding.message()));
        });
    return YAML.writeValueAsString(objects);
  }
}
