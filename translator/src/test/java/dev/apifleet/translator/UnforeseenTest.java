package dev.apifleet.translator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.ApiRouteSpec;
import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.BackendPoolSpec;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An object that the translator fails on holds up no other, and keeps its last good form. */
class UnforeseenTest {
  private static final String FLEET = "default/edge";
  private static final GatewayFleet EDGE =
      read(
          GatewayFleet.class,
          """
          apiVersion: apifleet.dev/v1alpha1
          kind: GatewayFleet
          metadata: {name: edge, namespace: default, generation: 1, uid: f}
          """);

  @Group("apifleet.dev")
  @Version("v1alpha1")
  @io.fabric8.kubernetes.model.annotation.Kind("ApiRoute")
  private static final class OddRoute extends ApiRoute {
    @Override
    public ApiRouteSpec getSpec() {
      throw new StackOverflowError();
    }
  }

  @Group("apifleet.dev")
  @Version("v1alpha1")
  @io.fabric8.kubernetes.model.annotation.Kind("BackendPool")
  private static final class OddPool extends BackendPool {
    @Override
    public BackendPoolSpec getSpec() {
      throw new IllegalStateException("odd");
    }
  }

  @Test
  void aRouteKeepsItsLastGoodForm() {
    ApiRoute bank = route("bank", "/bank");
    Translation first =
        translate(Map.of(), Translation.NONE, List.of(route("shop", "/old"), bank, pool()));
    OddRoute odd = new OddRoute();
    odd.setMetadata(route("shop", "/x").getMetadata());
    odd.getMetadata().setGeneration(2L);
    ApiRoute newBank = generation(route("bank", "/new"), 2);
    Translation next = translate(first.snapshots(), first, List.of(odd, newBank, pool()));
    assertThat(form(next, Kind.ROUTE, "shop")).isEqualTo(form(first, Kind.ROUTE, "shop"));
    assertThat(form(next, Kind.ROUTE, "bank")).isNotEqualTo(form(first, Kind.ROUTE, "bank"));
    assertThat(refusal(next, odd)).contains("StackOverflowError");
    Translation mended =
        translate(
            next.snapshots(),
            next,
            List.of(generation(route("shop", "/mended"), 3), newBank, pool()));
    assertThat(form(mended, Kind.ROUTE, "shop")).isNotEqualTo(form(first, Kind.ROUTE, "shop"));
  }

  @Test
  void aPoolKeepsItsLastGoodForm() {
    ApiRoute shop = route("shop", "/shop");
    Translation first = translate(Map.of(), Translation.NONE, List.of(shop, pool()));
    OddPool odd = new OddPool();
    odd.setMetadata(pool().getMetadata());
    odd.getMetadata().setGeneration(2L);
    Translation next = translate(first.snapshots(), first, List.of(shop, odd));
    assertThat(next.snapshots()).isEqualTo(first.snapshots());
    assertThat(refusal(next, odd)).contains("odd");
  }

  private static ApiRoute generation(ApiRoute route, long generation) {
    route.getMetadata().setGeneration(generation);
    return route;
  }

  private static Translation translate(
      Map<String, Snapshot> previous, Translation before, List<?> objects) {
    List<Object> all = new ArrayList<>(objects);
    all.add(EDGE);
    return new Translator().translate(Worlds.holding(all, previous), before);
  }

  private static String form(Translation translation, Kind kind, String name) {
    ResourceKey key = new ResourceKey(kind, "default/" + name);
    return translation.snapshots().get(FLEET).resources().get(key).hash();
  }

  private static String refusal(Translation translation, HasMetadata of) {
    return translation.findings().get(ObjectRef.of(of)).stream()
        .filter(finding -> finding.type().equals("Accepted") && !finding.status())
        .map(Finding::message)
        .findFirst()
        .orElseThrow();
  }

  private static ApiRoute route(String name, String path) {
    return read(
        ApiRoute.class,
        """
        apiVersion: apifleet.dev/v1alpha1
        kind: ApiRoute
        metadata: {name: %s, namespace: default, generation: 1, uid: %s}
        spec:
          fleetRef: edge
          rules:
          - matches: [{path: {type: PathPrefix, value: %s}}]
            backendRefs: [{name: api}]
        """
            .formatted(name, name, path));
  }

  private static BackendPool pool() {
    return read(
        BackendPool.class,
        """
        apiVersion: apifleet.dev/v1alpha1
        kind: BackendPool
        metadata: {name: api, namespace: default, generation: 1, uid: p}
        spec: {discovery: {static: {endpoints: [{address: 10.0.0.1, port: 80}]}}}
        """);
  }

  private static <T> T read(Class<T> kind, String yaml) {
    return Serialization.unmarshal(yaml, kind);
  }
}
