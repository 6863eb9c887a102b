package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.Gateway;
import dev.apifleet.gateway.runtime.Runtime;
import dev.apifleet.snapshot.ApiKeyConfig;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Version;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code GET /config} on the management port: the version and the resources that are served. */
@Singleton
class ConfigPage {
  private final Lifecycle lifecycle;

  ConfigPage(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  void register(@Observes ManagementInterface management) {
    management.router().get("/config").handler(this::answer);
  }

  private void answer(RoutingContext request) {
    request.json(lifecycle.gateway().map(Gateway::runtime).map(ConfigPage::describe).orElse(null));
  }

  /** Digests of API keys are masked too: with one, guesses could be tried elsewhere. */
  private static JsonObject spec(Encoded encoded) {
    JsonObject spec = new JsonObject(encoded.json().toStringUtf8());
    return encoded.resource() instanceof ApiKeyConfig ? spec.put("sha256", "***") : spec;
  }

  static JsonObject describe(Runtime runtime) {
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
