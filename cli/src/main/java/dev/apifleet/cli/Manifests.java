package dev.apifleet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the objects in YAML or JSON files, folders and, as {@code -}, standard input. */
final class Manifests {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Manifests() {}

  /** An object and where it was read. */
  record Manifest(Path file, JsonNode object) {
    String kind() {
      return object.path("kind").asText();
    }
  }

  static List<Manifest> read(List<Path> sources, InputStream standardInput) throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    for (Path source : sources) {
      if (source.toString().equals("-")) {
        parse(source, new String(standardInput.readAllBytes()), manifests);
      } else {
        for (Path file : files(source)) {
          parse(file, Files.readString(file), manifests);
        }
      }
    }
    return manifests;
  }

  private static List<Path> files(Path source) throws IOException {
    if (!Files.exists(source)) {
      throw new NoSuchFileException(source + ": no such file or folder");
    }
    if (Files.isRegularFile(source)) {
      return List.of(source);
    }
    try (Stream<Path> files = Files.walk(source)) {
      return files.filter(file -> file.toString().matches(".*\\.(ya?ml|json)")).sorted().toList();
    }
  }

  private static void parse(Path file, String text, List<Manifest> manifests) throws IOException {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      while (documents.hasNextValue()) {
        add(file, documents.nextValue(), manifests);
      }
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static void add(Path file, JsonNode document, List<Manifest> manifests) {
    if (document.path("kind").asText().endsWith("List")) {
      document.path("items").forEach(item -> add(file, item, manifests));
    } else if (document instanceof ObjectNode object && object.has("kind")) {
      if (!object.path("metadata").has("namespace")) {
        object.withObject("/metadata").put("namespace", "default");
      }
      manifests.add(new Manifest(file, object));
    }
  }
}
