package dev.apifleet.operator.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that users paste, and the CRDs, as they are in the repository. */
final class Examples {
  private Examples() {}

  static JsonNode gitops(String file) {
    return read(Path.of("../examples/gitops", file));
  }

  /** What the API server answers as the status of an object that nobody has looked at. */
  static JsonNode statusOfTheUnseen(String plural) {
    return read(Path.of("../helm/apifleet/crds", plural + ".apifleet.dev-v1.yml"))
        .at("/spec/versions/0/schema/openAPIV3Schema/properties/status/default");
  }

  private static JsonNode read(Path file) {
    try {
      return Serialization.unmarshal(Files.readString(file), JsonNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
