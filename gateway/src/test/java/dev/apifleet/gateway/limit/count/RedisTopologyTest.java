package dev.apifleet.gateway.limit.count;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.limit.count.Shop.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.RedisProcesses;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.tls.Authority;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisTopologyTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    join(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSentinelsFailoverLosesNothingThatTheReplicaHad(boolean clientFollows) {
    try (RedisProcesses servers = sentinel()) {
      RedisStore store = store(sentinelOptions(servers).setAutoFailover(clientFollows), false);
      Shop shop = new Shop(store);
      Charge one = shop.charge(Algorithm.SLIDING_COUNTER, 20);
      assertThat(shop.admitted(15, one)).isEqualTo(15);
      servers.awaitReplica(0);

      servers.signal(0, "KILL");
      eventually(SOON, store::away);
      eventually(SOON, () -> !store.away());

      assertThat(shop.admitted(20, one)).isEqualTo(5);
    }
  }

  @Test
  void aMasterThatHangsIsLeftForItsReplica() {
    try (RedisProcesses servers = sentinel()) {
      RedisStore store = store(sentinelOptions(servers).setAutoFailover(true), false);
      Shop shop = new Shop(store);
      Charge one = shop.charge(Algorithm.TOKEN_BUCKET, 20);
      assertThat(shop.admitted(15, one)).isEqualTo(15);
      servers.awaitReplica(0);

      servers.signal(0, "STOP");
      eventually(SOON, shop.take(one)::failed);
      eventually(SOON, () -> !store.away());

      assertThat(shop.admitted(20, one)).isEqualTo(5);
      servers.signal(0, "CONT");
    }
  }

  @Test
  void whatALaggingReplicaNeverGotIsAllThatAFailoverAdmitsTwice() {
    try (RedisProcesses servers = sentinel()) {
      RedisStore store = store(sentinelOptions(servers), false);
      Shop shop = new Shop(store);
      Charge one = shop.charge(Algorithm.SLIDING_LOG, 20);
      assertThat(shop.admitted(12, one)).isEqualTo(12);
      servers.awaitReplica(0);
      servers.signal(1, "STOP");
      servers.cli(0, "client kill type replica");
      assertThat(shop.admitted(8, one)).isEqualTo(8);

      servers.signal(0, "KILL");
      servers.signal(1, "CONT");
      eventually(SOON, store::away);
      eventually(SOON, () -> !store.away());

      assertThat(shop.admitted(20, one)).isLessThanOrEqualTo(8);
    }
  }

  @Test
  void aClusterChargesCountersInSeveralSlotsAllOrNone() {
    try (RedisProcesses servers = cluster()) {
      RedisStore store = store(clusterOptions(servers), true);
      Shop shop = new Shop(store);
      Charge[] charges = {
        Shop.charge("{a}" + shop.key(), new Limit(Algorithm.FIXED_WINDOW, 10, 3_600_000)),
        Shop.charge("{b}" + shop.key(), new Limit(Algorithm.SLIDING_LOG, 4, 3_600_000)),
        Shop.charge("{c}" + shop.key(), new Limit(Algorithm.TOKEN_BUCKET, 8, 3_600_000)),
      };
      int admitted = 0;
      for (int i = 0; i < 10; i++) {
        admitted += shop.admitted(1, charges);
      }

      assertThat(admitted).isEqualTo(4);
      eventually(SOON, () -> shop.remaining(charges[0]) == 6);
      eventually(SOON, () -> shop.remaining(charges[2]) == 4);
      assertThat(shop.remaining(charges[1])).isZero();
    }
  }

  @Test
  void aClustersFailoverLosesNothingThatTheReplicaHad() {
    try (RedisProcesses servers = cluster()) {
      RedisStore store = store(clusterOptions(servers), true);
      List<Shop> shops = IntStream.range(0, 12).mapToObj(_ -> new Shop(store)).toList();
      for (Shop shop : shops) {
        assertThat(shop.admitted(15, shop.charge(Algorithm.SLIDING_COUNTER, 20))).isEqualTo(15);
      }
      IntStream.range(0, 3).forEach(i -> servers.cli(i, "script flush"));
      IntStream.range(0, 3).forEach(i -> servers.awaitReplica(i));

      servers.signal(0, "KILL");
      eventually(SOON, store::away);
      eventually(SOON, () -> !store.away());

      for (Shop shop : shops) {
        assertThat(shop.admitted(20, shop.charge(Algorithm.SLIDING_COUNTER, 20))).isEqualTo(5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOwnAuthorityAndAUserWithAPasswordAreEnough(boolean trusted) {
    Authority authority = new Authority("redis authority");
    Authority.Issued issued = authority.issue("127.0.0.1", "localhost");
    try (RedisProcesses servers = new RedisProcesses(1)) {
      servers.write("/data/tls.crt", issued.certificate());
      servers.write("/data/tls.key", issued.key());
      servers.start(
          0,
          ("--port 0 --tls-cert-file /data/tls.crt --tls-key-file /data/tls.key"
                  + " --tls-ca-cert-file /data/tls.crt --tls-auth-clients no --user default off"
                  + " --user gate on '>s3cret' '~apifleet:*' +@all --tls-port "
                  + servers.port(0))
              .split(" "));
      Authority known = trusted ? authority : new Authority("somebody else");
      NetClientOptions net =
          new NetClientOptions()
              .setHostnameVerificationAlgorithm("HTTPS")
              .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(known.pem())));
      RedisStore store =
          store(
              new RedisOptions()
                  .setNetClientOptions(net)
                  .setConnectionString("rediss://gate:s3cret@127.0.0.1:" + servers.port(0)),
              false);
      Shop shop = new Shop(store);

      if (trusted) {
        assertThat(shop.admitted(30, shop.charge(Algorithm.LEAKY_BUCKET, 20))).isEqualTo(20);
      } else {
        eventually(SOON, store::away);
      }
    }
  }

  private RedisStore store(RedisOptions options, boolean clustered) {
    Redis redis = Redis.createClient(vertx, options);
    return new RedisStore(vertx, redis, clustered, new SimpleMeterRegistry());
  }

  /** A master, a replica that is in step, and a sentinel. */
  private static RedisProcesses sentinel() {
    RedisProcesses servers = new RedisProcesses(3);
    servers.start(0);
    servers.start(1, "--replicaof", "127.0.0.1", "" + servers.port(0));
    servers.await(1, "info replication", "master_link_status:up");
    servers.startSentinel(2, "limits", 0);
    servers.await(2, "sentinel replicas limits", "" + servers.port(1));
    return servers;
  }

  private static RedisOptions sentinelOptions(RedisProcesses servers) {
    return new RedisOptions()
        .setType(RedisClientType.SENTINEL)
        .setMasterName("limits")
        .setConnectionString("redis://127.0.0.1:" + servers.port(2));
  }

  /** Three masters, each with a replica. */
  private static RedisProcesses cluster() {
    RedisProcesses servers = new RedisProcesses(6);
    IntStream.range(0, 6)
        .forEach(
            i ->
                servers.start(
                    i,
                    "--cluster-enabled yes --cluster-node-timeout 5000 --cluster-port "
                        + (10_001 + i)));
    servers.run(
        "redis-cli --cluster create --cluster-yes --cluster-replicas 1 "
            + IntStream.range(0, 6)
                .mapToObj(i -> "127.0.0.1:" + servers.port(i))
                .collect(Collectors.joining(" ")));
    IntStream.range(0, 6).forEach(i -> servers.await(i, "cluster info", "cluster_state:ok"));
    IntStream.range(3, 6)
        .forEach(i -> servers.await(i, "info replication", "master_link_status:up"));
    return servers;
  }

  private static RedisOptions clusterOptions(RedisProcesses servers) {
    RedisOptions options = new RedisOptions().setType(RedisClientType.CLUSTER);
    IntStream.range(0, 3)
        .forEach(i -> options.addConnectionString("redis://127.0.0.1:" + servers.port(i)));
    return options;
  }
}
