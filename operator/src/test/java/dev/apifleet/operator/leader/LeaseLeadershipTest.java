package dev.apifleet.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.apifleet.operator.TestConfig;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a leader, with an API server that knows nothing but the Lease. */
class LeaseLeadershipTest {
  private static final byte[] LEASE =
      """
      {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
       "metadata": {"name": "apifleet-operator"}, "spec": {"leaseTransitions": 7}}
      """
          .getBytes(StandardCharsets.UTF_8);

  private final BlockingQueue<String> happened = new LinkedBlockingQueue<>();
  private HttpServer api;
  private KubernetesClient client;
  private LeaseLeadership leadership;
  private LeaderCallbacks election;

  private final class Noted implements Exit {
    @Override
    public void atLast() {
      happened.add("ends at last");
    }

    @Override
    public void inOrder() {
      happened.add("ends in order");
    }
  }

  @BeforeEach
  void start() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, LEASE.length);
          exchange.getResponseBody().write(LEASE);
          exchange.close();
        });
    api.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + api.getAddress().getPort())
                    .build())
            .build();
    leadership = new LeaseLeadership(client, new TestConfig(), new Noted());
    election = leadership.election().getLeaderCallbacks().orElseThrow();
    leadership.onStart(() -> happened.add("leads " + leadership.epoch()));
  }

  @AfterEach
  void stop() {
    client.close();
    api.stop(0);
  }

  @Test
  void whoLosesTheLeaseStopsAndEnds() throws InterruptedException {
    leadership.onStop(() -> happened.add("stops, leads: " + leadership.isLeader()));
    election.onStartLeading();
    election.onStopLeading();
    happens("leads 7");
    happens("ends at last");
    happens("stops, leads: false");
    happens("ends in order");
  }

  @Test
  void whatCannotBeStoppedKeepsNothingElse() throws InterruptedException {
    leadership.onStop(
        () -> {
          throw new IllegalStateException("does not stop");
        });
    leadership.onStop(() -> happened.add("stops"));
    election.onStartLeading();
    election.onStopLeading();
    happens("leads 7");
    happens("ends at last");
    happens("stops");
    happens("ends in order");
  }

  @Test
  void whoHangsWhenItStopsEndsAllTheSame() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    leadership.onStop(
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    election.onStartLeading();
    election.onStopLeading();
    happens("leads 7");
    happens("ends at last");
    never.countDown();
  }

  @Test
  void whoCannotBeginToLeadEnds() throws InterruptedException {
    leadership.onStart(
        () -> {
          throw new IllegalStateException("cannot lead");
        });
    election.onStartLeading();
    happens("leads 7");
    happens("ends at last");
    happens("ends in order");
  }

  @Test
  void whoNeverLedGoesOnFollowing() throws InterruptedException {
    election.onStopLeading();
    election.onStartLeading();
    happens("leads 7");
    assertThat(happened).isEmpty();
  }

  private void happens(String next) throws InterruptedException {
    assertThat(happened.poll(10, TimeUnit.SECONDS)).isEqualTo(next);
  }
}
