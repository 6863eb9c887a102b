package dev.apifleet.translator;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The EndpointSlices, and which of them belong to which Service.
 *
 * @param byService in order, by {@code namespace/name} of the Service
 */
record Slices(Shelf<EndpointSlice> shelf, PMap<String, List<EndpointSlice>> byService) {
  static final Slices NONE = new Slices(Shelf.empty(), HashTreePMap.empty());

  private static final String SERVICE_LABEL = "kubernetes.io/service-name";

  /** Exactly these; only what differs is put elsewhere. */
  Slices holding(List<EndpointSlice> slices) {
    Shelf<EndpointSlice> now = shelf.holding(slices);
    if (now == shelf) {
      return this;
    }
    List<EndpointSlice> gone = new ArrayList<>();
    List<EndpointSlice> come = new ArrayList<>();
    Differences.between(
        shelf.all(),
        now.all(),
        shelf.labelling()::compare,
        (old, fresh) -> {
          if (old != null) {
            gone.add(old);
          }
          if (fresh != null) {
            come.add(fresh);
          }
        });
    PMap<String, List<EndpointSlice>> sorted = byService;
    for (EndpointSlice slice : gone) {
      sorted = without(slice, sorted);
    }
    for (EndpointSlice slice : come) {
      sorted = with(slice, sorted);
    }
    return new Slices(now, sorted);
  }

  List<EndpointSlice> of(String namespace, String service) {
    return byService.getOrDefault(namespace + "/" + service, List.of());
  }

  private static PMap<String, List<EndpointSlice>> without(
      EndpointSlice slice, PMap<String, List<EndpointSlice>> sorted) {
    String service = service(slice);
    if (service == null) {
      return sorted;
    }
    List<EndpointSlice> left =
        sorted.getOrDefault(service, List.of()).stream().filter(one -> one != slice).toList();
    return left.isEmpty() ? sorted.minus(service) : sorted.plus(service, left);
  }

  private static PMap<String, List<EndpointSlice>> with(
      EndpointSlice slice, PMap<String, List<EndpointSlice>> sorted) {
    String service = service(slice);
    if (service == null) {
      return sorted;
    }
    List<EndpointSlice> all = new ArrayList<>(sorted.getOrDefault(service, List.of()));
    all.add(slice);
    all.sort(Comparator.comparing(one -> one.getMetadata().getName()));
    return sorted.plus(service, List.copyOf(all));
  }

  /** Null where it belongs to none. */
  private static String service(EndpointSlice slice) {
    Map<String, String> labels = slice.getMetadata().getLabels();
    String service = labels == null ? null : labels.get(SERVICE_LABEL);
    return service == null ? null : slice.getMetadata().getNamespace() + "/" + service;
  }
}
