package dev.apifleet.apiserver.problem;

import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which methods a path serves, as the OpenAPI document says: for {@code OPTIONS}, and for the
 * {@code Allow} that belongs to a 405 (RFC 9110, section 15.5.6). Read when first needed.
 *
 * <p>By a class that Quarkus keeps for itself: the public way to the document, a filter of it at
 * run time, is no bean but made by its name, and could hand over what it sees by a static field
 * alone.
 */
@Singleton
public class AllowedMethods {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "trace");

  private final Supplier<byte[]> document;
  private volatile PathTemplates paths;

  AllowedMethods(OpenApiDocumentService openApi) {
    this.document = () -> openApi.getDocument(Format.JSON);
  }

  /** In the form of the header; empty for a path that the document does not know. */
  Optional<String> of(String path) {
    return paths().methods(path).map(AllowedMethods::header);
  }

  /** The same, but for a path that serves the method, too, nothing. */
  Optional<String> insteadOf(String method, String path) {
    return paths()
        .methods(path)
        .filter(methods -> !methods.contains(method))
        .map(AllowedMethods::header);
  }

  private PathTemplates paths() {
    if (paths == null) {
      paths = read(new JsonObject(Buffer.buffer(document.get())).getJsonObject("paths"));
    }
    return paths;
  }

  private static String header(Set<String> methods) {
    return String.join(", ", methods);
  }

  private static PathTemplates read(JsonObject document) {
    return new PathTemplates(
        document.fieldNames().stream()
            .collect(Collectors.toMap(path -> path, path -> served(document.getJsonObject(path)))));
  }

  private static Set<String> served(JsonObject item) {
    Set<String> methods =
        item.fieldNames().stream()
            .filter(METHODS::contains)
            .map(method -> method.toUpperCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    methods.add("OPTIONS");
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }
}
