package dev.apifleet.operator.metrics;

import dev.apifleet.operator.OperatorConfig;
import dev.apifleet.operator.autoscale.AskedLoads;
import dev.apifleet.operator.leader.Leadership;
import dev.apifleet.operator.trust.OperatorTrust;
import dev.apifleet.operator.trust.ServerIdentity;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The external metrics of this operator, where they are wanted; every operator answers. */
@Singleton
class ExternalMetrics {
  private static final String NAMESPACE = "kube-system";
  private static final String CONFIG_MAP = "extension-apiserver-authentication";

  private final KubernetesClient client;
  private final OperatorConfig config;
  private final OperatorTrust trust;
  private final Leadership leadership;
  private final FrontProxyTrust proxies = new FrontProxyTrust();
  private final MetricsServer server;
  private Runnable end = () -> {};

  ExternalMetrics(
      Vertx vertx,
      KubernetesClient client,
      OperatorConfig config,
      OperatorTrust trust,
      ServerIdentity identity,
      Leadership leadership,
      AskedLoads loads) {
    this.client = client;
    this.config = config;
    this.trust = trust;
    this.leadership = leadership;
    Access access = new ClusterAccess(client);
    MetricsApi api = new MetricsApi(loads, access, Clock.systemUTC());
    this.server = new MetricsServer(vertx, identity, proxies, access, api);
  }

  void onStart(@Observes StartupEvent event) {
    if (!config.externalMetrics()) {
      return;
    }
    SharedIndexInformer<ConfigMap> authentication =
        client.configMaps().inNamespace(NAMESPACE).withName(CONFIG_MAP).inform(new Reader());
    ApiServiceTrust apiService =
        new ApiServiceTrust(client, config.namespace(), trust::bundle, leadership::isLeader);
    server.start(config.metricsPort());
    apiService.start();
    leadership.onStart(apiService::look);
    trust.onChange(apiService::look);
    end =
        () -> {
          authentication.stop();
          apiService.stop();
          server.stop();
        };
  }

  void onShutdown(@Observes ShutdownEvent event) {
    end.run();
  }

  /** Follows what the API server says of its front proxy. */
  private final class Reader implements ResourceEventHandler<ConfigMap> {
    @Override
    public void onAdd(ConfigMap added) {
      proxies.use(FrontProxy.of(added.getData()));
    }

    @Override
    public void onUpdate(ConfigMap old, ConfigMap updated) {
      proxies.use(FrontProxy.of(updated.getData()));
    }

    @Override
    public void onDelete(ConfigMap deleted, boolean finalStateUnknown) {
      proxies.use(FrontProxy.NONE);
    }
  }
}
