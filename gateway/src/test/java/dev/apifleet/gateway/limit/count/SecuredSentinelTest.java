package dev.apifleet.gateway.limit.count;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.RedisProcesses;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.tls.Authority;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A whole gateway with the settings that the operator gives it. */
@QuarkusTest
@TestProfile(SecuredSentinelTest.Secured.class)
class SecuredSentinelTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String[] TLS = {
    "tls-cert-file /data/tls.crt", "tls-key-file /data/tls.key",
    "tls-ca-cert-file /data/ca.crt", "tls-auth-clients no",
    "tls-replication yes"
  };

  private static final String CLIENT = "--tls --cacert /data/ca.crt -a s3cret";

  private static RedisProcesses servers;

  /** TLS by an authority of its own, a password, and a replica that a Sentinel promotes. */
  public static class Secured implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Authority authority = new Authority("redis authority");
      servers = new RedisProcesses(3);
      begin(authority);
      return Map.ofEntries(
          Map.entry("operator.address", "127.0.0.1:1"),
          Map.entry("operator.ca-file", "/nowhere/ca.crt"),
          Map.entry("quarkus.management.test-port", "0"),
          Map.entry("quarkus.shutdown.delay", "0s"),
          Map.entry("quarkus.redis.hosts", "rediss://:s3cret@127.0.0.1:" + servers.port(2)),
          Map.entry("quarkus.redis.client-type", "sentinel"),
          Map.entry("quarkus.redis.auto-failover", "true"),
          Map.entry("quarkus.redis.master-name", "limits"),
          Map.entry("quarkus.redis.tls.hostname-verification-algorithm", "HTTPS"),
          Map.entry("quarkus.redis.tls.trust-certificate-pem", "true"),
          Map.entry("quarkus.redis.tls.trust-certificate-pem.certs", file(authority.pem())));
    }

    private static void begin(Authority authority) {
      Authority.Issued issued = authority.issue("127.0.0.1");
      servers.write("/data/ca.crt", authority.pem());
      servers.write("/data/tls.crt", issued.certificate());
      servers.write("/data/tls.key", issued.key());
      servers.start(0, server(0));
      servers.start(1, server(1), "--replicaof", "127.0.0.1", "" + servers.port(0));
      servers.startSentinel(
          2,
          "limits",
          0,
          "port 0",
          "tls-port " + servers.port(2),
          String.join("\n", TLS),
          "sentinel auth-pass limits s3cret");
    }

    private static String server(int index) {
      return "--port 0 --tls-port %d --requirepass s3cret --masterauth s3cret --%s"
          .formatted(servers.port(index), String.join(" --", TLS));
    }

    private static String file(String text) {
      try {
        return Files.writeString(Files.createTempFile("redis-ca", ".crt"), text).toString();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Inject CounterStore counters;

  @AfterAll
  static void close() {
    servers.close();
  }

  @Test
  void countsBeforeAndAfterAFailover() {
    RedisStore store = (RedisStore) counters;
    Shop shop = new Shop(store);
    Charge one = shop.charge(Algorithm.SLIDING_COUNTER, 20);
    eventually(SOON, () -> succeeds(shop.take(one)));
    assertThat(shop.admitted(14, one)).isEqualTo(14);
    servers.awaitReplica(0, CLIENT);
    eventually(SOON, () -> cli(2, "sentinel replicas limits").contains("" + servers.port(1)));

    servers.signal(0, "KILL");
    eventually(SOON, store::away);
    eventually(SOON, () -> !store.away());

    assertThat(shop.admitted(20, one)).isEqualTo(5);
  }

  private static String cli(int index, String words) {
    return servers.cli(index, CLIENT + " " + words);
  }

  private static boolean succeeds(Future<Answer> answer) {
    eventually(SOON, answer::isComplete);
    return answer.succeeded();
  }
}
