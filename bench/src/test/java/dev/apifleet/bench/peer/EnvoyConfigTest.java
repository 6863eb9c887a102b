package dev.apifleet.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.bench.race.Course;
import dev.apifleet.bench.race.Issuer;
import dev.apifleet.bench.race.Task;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvoyConfigTest {
  private static final Issuer ISSUER =
      new Issuer("https://issuer", "api", Path.of("key.pem"), "http://127.0.0.1:7001/jwks.json");

  @Test
  void doesWhatTheTaskAsksForAndNothingElse() {
    assertThat(filters(Task.PROXY)).containsExactly("router");
    assertThat(filters(Task.REDIS_LIMIT)).containsExactly("ratelimit", "router");
    assertThat(filters(Task.JWT)).containsExactly("jwt_authn", "router");
    assertThat(filters(Task.CACHE_HIT)).containsExactly("cache", "router");
    assertThat(filters(Task.EVERYTHING)).containsExactly("jwt_authn", "ratelimit", "router");
  }

  @Test
  void logsAndTracesOnlyWhereEverythingIsAskedFor() {
    assertThat(connections(Task.PROXY).fieldNames()).doesNotContain("access_log", "tracing");
    assertThat(connections(Task.EVERYTHING).fieldNames()).contains("access_log", "tracing");
  }

  @Test
  void knowsWhereAllIs() {
    String config = text(Task.EVERYTHING);

    assertThat(config)
        .contains("port_value: 7000", "port_value: 7001", "port_value: 7002")
        .contains("http://127.0.0.1:7001/jwks.json", "https://issuer");
  }

  private static List<String> filters(Task task) {
    return connections(task).getJsonArray("http_filters").stream()
        .map(filter -> ((JsonObject) filter).getString("name"))
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .toList();
  }

  private static JsonObject connections(Task task) {
    Map<String, Object> config = new KubernetesSerialization().unmarshal(text(task), Map.class);
    return new JsonObject(config)
        .getJsonObject("static_resources")
        .getJsonArray("listeners")
        .getJsonObject(0)
        .getJsonArray("filter_chains")
        .getJsonObject(0)
        .getJsonArray("filters")
        .getJsonObject(0)
        .getJsonObject("typed_config");
  }

  private static String text(Task task) {
    return EnvoyConfig.of(new Course(task, 7001, 7003, ISSUER, Path.of(".")), 7000, 7002).text();
  }
}
