package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.runtime.Runtime;
import dev.apifleet.snapshot.ApiKeyConfig;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Version;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Shows which version and which resources are served. */
final class ConfigView {
  private ConfigView() {}

  /** Digests of API keys are masked too: with one, guesses could be tried elsewhere. */
  private static JsonObject spec(Encoded encoded) {
    JsonObject spec = new JsonObject(encoded.json().toStringUtf8());
    return encoded.resource() instanceof ApiKeyConfig ? spec.put("sha256", "***") : spec;
  }

  static JsonObject of(Runtime runtime) {
    JsonArray resources = new JsonArray();
    runtime
        .resources()
        .forEach(
            (key, value) ->
                resources.add(
                    new JsonObject()
                        .put("kind", key.kind().name())
                        .put("name", key.name())
                        .put("hash", value.hash())
                        .put("spec", spec(value))));
    Version version = runtime.version();
    return new JsonObject()
        .put("version", version == null ? null : version.label())
        .put("hash", version == null ? null : version.hash())
        .put("resources", resources);
  }
}
