package dev.apifleet.translator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Refuses fields that Kubernetes would not know, since the types themselves ignore them. */
final class StrictYaml {
  private static final Path CRDS = Path.of("../helm/apifleet/crds");
  private static final Map<String, Class<? extends HasMetadata>> BUILT_IN =
      Map.of(
          "Service", Service.class,
          "EndpointSlice", EndpointSlice.class,
          "Secret", Secret.class);
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(new NoCatchAll());

  private final Map<String, JsonNode> schemas = new HashMap<>();

  StrictYaml() {
    try (Stream<Path> files = Files.list(CRDS)) {
      for (Path file : files.toList()) {
        JsonNode crd = new YAMLMapper().readTree(file.toFile());
        schemas.put(
            crd.at("/spec/names/kind").asText(), crd.at("/spec/versions/0/schema/openAPIV3Schema"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kubernetes' own types keep unknown fields in a map; without it they are refused. */
  private static final class NoCatchAll extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  void check(JsonNode object) throws JsonProcessingException {
    String kind = object.path("kind").asText();
    if (BUILT_IN.containsKey(kind)) {
      STRICT.treeToValue(object, BUILT_IN.get(kind));
    } else if (schemas.containsKey(kind)) {
      STRICT.treeToValue(object.path("metadata"), ObjectMeta.class);
      check(kind, object.path("spec"), schemas.get(kind).at("/properties/spec"));
    } else {
      throw new IllegalArgumentException("unknown kind \"" + kind + "\"");
    }
  }

  private static void check(String path, JsonNode value, JsonNode schema) {
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode known = schema.path("properties").path(field.getKey());
      JsonNode child = known.isMissingNode() ? schema.path("additionalProperties") : known;
      if (child.isMissingNode()) {
        throw new IllegalArgumentException("unknown field " + path + "." + field.getKey());
      }
      check(path + "." + field.getKey(), field.getValue(), child);
    }
    if (value.isArray()) {
      value.forEach(item -> check(path + "[]", item, schema.path("items")));
    }
  }
}
