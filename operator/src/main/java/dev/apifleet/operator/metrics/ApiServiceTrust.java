package dev.apifleet.operator.metrics;

import dev.apifleet.operator.trust.ServerIdentity;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Tells the API server by which authority it knows this operator, in the APIService of ours. */
final class ApiServiceTrust implements ResourceEventHandler<APIService> {
  static final String NAME = "v1beta1.external.metrics.k8s.io";

  private static final Logger LOG = Logger.getLogger(ApiServiceTrust.class);
  private static final PatchContext PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager("apifleet-operator")
          .build();

  private final Resource<APIService> resource;
  private final String namespace;
  private final Supplier<String> bundle;
  private final BooleanSupplier leads;
  private SharedIndexInformer<APIService> informer;

  /**
   * @param namespace of this operator: an APIService of another provider is left alone
   * @param bundle the authorities, as text
   */
  ApiServiceTrust(
      KubernetesClient client, String namespace, Supplier<String> bundle, BooleanSupplier leads) {
    this.resource = client.apiServices().withName(NAME);
    this.namespace = namespace;
    this.bundle = bundle;
    this.leads = leads;
  }

  void start() {
    informer = resource.inform(this);
  }

  void stop() {
    informer.stop();
  }

  /** The authorities may be others, or this operator may lead now. */
  void look() {
    informer.getStore().list().forEach(this::tell);
  }

  @Override
  public void onAdd(APIService added) {
    tell(added);
  }

  @Override
  public void onUpdate(APIService old, APIService updated) {
    tell(updated);
  }

  @Override
  public void onDelete(APIService deleted, boolean finalStateUnknown) {
    LOG.infof("%s is gone: autoscalers do not find this operator", NAME);
  }

  private void tell(APIService live) {
    if (!leads.getAsBoolean() || !isOurs(live)) {
      return;
    }
    String wanted =
        Base64.getEncoder().encodeToString(bundle.get().getBytes(StandardCharsets.US_ASCII));
    if (wanted.equals(live.getSpec().getCaBundle())) {
      return;
    }
    try {
      resource.patch(PATCH, "{\"spec\":{\"caBundle\":\"%s\"}}".formatted(wanted));
      LOG.infof("told the API server whom to trust in %s", NAME);
    } catch (KubernetesClientException e) {
      LOG.warnf("%s does not name this operator's authority: %s", NAME, e.getMessage());
    }
  }

  private boolean isOurs(APIService live) {
    return live.getSpec().getService() != null
        && namespace.equals(live.getSpec().getService().getNamespace())
        && ServerIdentity.METRICS_SERVICE.equals(live.getSpec().getService().getName());
  }
}
