package dev.apifleet.operator.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeanStoreTest {
  private final LeanStore<Service> store = new LeanStore<>();

  @Test
  void listsInTheOrderOfNamespaceAndName() {
    put("shop", "b");
    put("shop-2", "a");
    put("shop", "a");
    assertThat(store.keySet()).containsExactly("shop/a", "shop/b", "shop-2/a");
    assertThat(store.size()).isEqualTo(3);
  }

  @Test
  void isTheSameListUntilSomethingChanges() {
    put("shop", "a");
    List<Service> before = store.all();
    assertThat(store.all()).isSameAs(before);
    Service b = put("shop", "b");
    assertThat(store.all()).containsExactly(before.getFirst(), b);
    store.remove("shop/a");
    assertThat(store.all()).containsExactly(b);
    assertThat(store.get("shop/b")).isSameAs(b);
    assertThat(store.get("shop/a")).isNull();
    assertThat(before).hasSize(1);
  }

  @Test
  void keepsNothingThatOnlyToolsRead() {
    Service service = service("shop", "a");
    service
        .getMetadata()
        .setAnnotations(
            Map.of("kubectl.kubernetes.io/last-applied-configuration", "{}", "team", "shop"));
    store.put("shop/a", service);
    assertThat(store.get("shop/a").getMetadata().getManagedFields()).isEmpty();
    assertThat(store.get("shop/a").getMetadata().getAnnotations())
        .isEqualTo(Map.of("team", "shop"));
  }

  private Service put(String namespace, String name) {
    Service service = service(namespace, name);
    store.put(store.getKey(service), service);
    return service;
  }

  private static Service service(String namespace, String name) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .addNewManagedField()
        .withManager("kubectl")
        .endManagedField()
        .endMetadata()
        .build();
  }
}
