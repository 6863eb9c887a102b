package dev.apifleet.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.runtime.client.config.RedisClientConfig;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.redis.client.RedisClientType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pods that the operator makes say what Quarkus's Redis client reads. */
class RedisSettingsTest {
  private static final Path WORKLOADS = Path.of("../operator/src/test/resources/workload");
  private static final Pattern VARIABLE =
      Pattern.compile("name: \"(QUARKUS_REDIS_\\w+)\"\\s+value: \"([^\"]*)\"");

  @Test
  void sentinelsAreAskedForTheirMasterAndHeldAgainstTheAuthority() throws IOException {
    RedisClientConfig redis = read("redis-sentinel-tls");
    assertThat(redis.hosts().orElseThrow())
        .containsExactlyInAnyOrder(
            URI.create("rediss://:a%2Cb@one:1"), URI.create("rediss://two:2"));
    assertThat(redis.clientType()).isEqualTo(RedisClientType.SENTINEL);
    assertThat(redis.masterName()).contains("limits");
    assertThat(redis.autoFailover()).isTrue();
    assertThat(redis.tls().hostnameVerificationAlgorithm()).isEqualTo("HTTPS");
    assertThat(redis.tls().trustCertificatePem().enabled()).isTrue();
    assertThat(redis.tls().trustCertificatePem().certs())
        .contains(List.of("/var/run/apifleet-redis/ca.crt"));
  }

  @Test
  void aClusterIsOne() throws IOException {
    assertThat(read("redis-cluster").clientType()).isEqualTo(RedisClientType.CLUSTER);
  }

  @Test
  void oneServerIsTheDefault() throws IOException {
    RedisClientConfig redis = read("all-set");
    assertThat(redis.clientType()).isEqualTo(RedisClientType.STANDALONE);
    assertThat(redis.tls().trustCertificatePem().enabled()).isFalse();
  }

  private static RedisClientConfig read(String workload) throws IOException {
    Map<String, String> environment = new HashMap<>();
    Matcher variable =
        VARIABLE.matcher(Files.readString(WORKLOADS.resolve(workload).resolve("desired.yaml")));
    while (variable.find()) {
      environment.put(variable.group(1), variable.group(2));
    }
    environment.put("QUARKUS_REDIS_HOSTS", "rediss://:a%2Cb@one:1,rediss://two:2");
    return new SmallRyeConfigBuilder()
        .withMapping(RedisConfig.class)
        .addDiscoveredConverters()
        .withSources(new EnvConfigSource(environment, 300))
        .build()
        .getConfigMapping(RedisConfig.class)
        .defaultRedisClient();
  }
}
