package dev.apifleet.operator.leader;

import dev.apifleet.operator.OperatorConfig;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** Leadership by a Lease, taken and kept by the operator SDK. */
@Singleton
class LeaseLeadership implements Leadership {
  private static final Logger LOG = Logger.getLogger(LeaseLeadership.class);
  private static final String LEASE = "apifleet-operator";

  private final KubernetesClient client;
  private final OperatorConfig config;

  /**
   * A process of its own, and not only a pod: one that restarts within its pod is another leader.
   */
  private final String identity;

  private final Exit exit;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("leader").factory());
  private final List<Runnable> starts = new ArrayList<>();
  private final List<Runnable> stops = new ArrayList<>();
  private volatile boolean leading;
  private volatile boolean led;
  private volatile boolean exiting;
  private volatile long epoch;

  @Inject
  LeaseLeadership(KubernetesClient client, OperatorConfig config) {
    this(client, config, new ProcessExit());
  }

  LeaseLeadership(KubernetesClient client, OperatorConfig config, Exit exit) {
    this.client = client;
    this.exit = exit;
    this.config = config;
    this.identity = config.podName() + "_" + UUID.randomUUID();
  }

  /**
   * Losing the Lease does not end the process at once, as the SDK would have it: that can block a
   * shutdown that is under way.
   */
  @Produces
  @Singleton
  @Unremovable
  LeaderElectionConfiguration election() {
    return new LeaderElectionConfiguration(
        LEASE,
        config.namespace(),
        Duration.ofSeconds(8),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        identity,
        new LeaderCallbacks(
            () -> thread.execute(this::started), () -> thread.execute(this::stopped), _ -> {}),
        false);
  }

  @Override
  public boolean isLeader() {
    return leading;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public void onStart(Runnable action) {
    thread.execute(
        () -> {
          starts.add(action);
          if (leading) {
            action.run();
          }
        });
  }

  @Override
  public void onStop(Runnable action) {
    thread.execute(() -> stops.add(action));
  }

  private void started() {
    try {
      epoch = lease().require().getSpec().getLeaseTransitions();
      leading = true;
      led = true;
      LOG.infof("leads, epoch %d", epoch);
      starts.forEach(Runnable::run);
    } catch (RuntimeException e) {
      LOG.error("cannot lead; another operator, or this one restarted, is to try", e);
      exit.atLast();
      exit.inOrder();
    }
  }

  private void stopped() {
    if (!leading) {
      return; // who never led goes on following
    }
    leading = false;
    LOG.info("no longer leads");
    if (exiting) {
      stops.forEach(LeaseLeadership::stop);
      return;
    }
    exit.atLast();
    stops.forEach(LeaseLeadership::stop);
    exit.inOrder();
  }

  /** What cannot be stopped keeps nothing else from it, and least of all the exit. */
  private static void stop(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("something did not stop; the process ends all the same", e);
    }
  }

  void exiting(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
    exiting = true;
  }

  /** Gives the Lease back, so that the next leader need not wait; after the SDK has stopped. */
  void release(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent event) {
    thread.shutdown();
    if (led) {
      release();
    }
  }

  private void release() {
    try {
      Lease held = lease().get();
      if (held != null && identity.equals(held.getSpec().getHolderIdentity())) {
        client
            .resource(new LeaseBuilder(held).editSpec().withHolderIdentity("").endSpec().build())
            .update();
        LOG.info("gave the lease back");
      }
    } catch (KubernetesClientException e) {
      LOG.infof("the lease was not given back and will run out: %s", e.getMessage());
    }
  }

  private Resource<Lease> lease() {
    return client.resources(Lease.class).inNamespace(config.namespace()).withName(LEASE);
  }
}
