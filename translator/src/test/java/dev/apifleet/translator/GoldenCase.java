package dev.apifleet.translator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.ByteString;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder that says what comes of some resources.
 *
 * @param objects those of {@code in.yaml}, and of the files that its {@code include} documents name
 * @param previous what was published before, from {@code previous.json} where there is one
 */
record GoldenCase(Path folder, List<JsonNode> objects, Map<String, Snapshot> previous) {
  private static final Path CASES = Path.of("src/test/resources/cases");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());
  private static final StrictYaml STRICT = new StrictYaml();

  static List<GoldenCase> all() throws IOException {
    List<GoldenCase> cases = new ArrayList<>();
    try (Stream<Path> folders = Files.list(CASES)) {
      for (Path folder : folders.sorted().toList()) {
        cases.add(read(folder));
      }
    }
    return cases;
  }

  static GoldenCase read(Path folder) throws IOException {
    return new GoldenCase(
        folder, objects(folder.resolve("in.yaml")), previous(folder.resolve("previous.json")));
  }

  String name() {
    return folder.getFileName().toString();
  }

  World world() {
    return Worlds.of(objects, previous);
  }

  private static List<JsonNode> objects(Path file) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    for (JsonNode document :
        YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile()).readAll()) {
      if (document.has("include")) {
        objects.addAll(objects(Path.of(document.get("include").asText())));
      } else {
        STRICT.check(document);
        objects.add(inNamespace((ObjectNode) document));
      }
    }
    return objects;
  }

  private static JsonNode inNamespace(ObjectNode object) {
    ObjectNode metadata = object.withObject("/metadata");
    if (!metadata.has("namespace")) {
      metadata.put("namespace", "default");
    }
    return object;
  }

  private static Map<String, Snapshot> previous(Path file) throws IOException {
    Map<String, Snapshot> previous = new TreeMap<>();
    if (Files.exists(file)) {
      for (Map.Entry<String, JsonNode> fleet : JSON.readTree(file.toFile()).properties()) {
        previous.put(fleet.getKey(), snapshot(fleet.getValue()));
      }
    }
    return previous;
  }

  private static Snapshot snapshot(JsonNode fleet) throws IOException {
    List<Resource> resources = new ArrayList<>();
    for (Map.Entry<String, JsonNode> resource : fleet.properties()) {
      Kind kind = Kind.valueOf(resource.getKey().substring(0, resource.getKey().indexOf(':')));
      ByteString json = ByteString.copyFrom(JSON.writeValueAsBytes(resource.getValue()));
      resources.add(Encoded.read(kind, json).resource());
    }
    return Snapshot.of(resources);
  }
}
