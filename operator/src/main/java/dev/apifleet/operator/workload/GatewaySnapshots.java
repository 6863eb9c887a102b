package dev.apifleet.operator.workload;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.snapshot.bootstrap.Chunk;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Where a gateway pod finds snapshots when there is no operator to ask. */
final class GatewaySnapshots {
  private static final String BOOTSTRAP = "bootstrap-";
  private static final String BOOTSTRAP_PATH = "/var/run/apifleet-bootstrap/";
  private static final String LAST_GOOD = "last-good";
  private static final String LAST_GOOD_PATH = "/var/run/apifleet-last-good";

  /** For the snapshot of 24 MiB that a gateway keeps at most, and the one that takes its place. */
  private static final String LAST_GOOD_SIZE = "64Mi";

  private GatewaySnapshots() {}

  static List<Volume> volumes(GatewayFleet fleet) {
    List<Volume> all = new ArrayList<>();
    all.add(lastGood());
    IntStream.range(0, Chunk.MOST).forEach(i -> all.add(piece(fleet, i)));
    return all;
  }

  /** In memory, so that it is as fast as it is private; it counts as memory of the container. */
  private static Volume lastGood() {
    return new VolumeBuilder()
        .withName(LAST_GOOD)
        .withNewEmptyDir()
        .withMedium("Memory")
        .withSizeLimit(new Quantity(LAST_GOOD_SIZE))
        .endEmptyDir()
        .build();
  }

  /** Optional: how many pieces there are depends on the snapshot. */
  private static Volume piece(GatewayFleet fleet, int index) {
    return new VolumeBuilder()
        .withName(BOOTSTRAP + index)
        .withNewSecret()
        .withSecretName(FleetNames.bootstrap(fleet, index))
        .withOptional(true)
        .withDefaultMode(0440)
        .endSecret()
        .build();
  }

  static List<VolumeMount> mounts() {
    List<VolumeMount> all = new ArrayList<>();
    all.add(new VolumeMountBuilder().withName(LAST_GOOD).withMountPath(LAST_GOOD_PATH).build());
    IntStream.range(0, Chunk.MOST)
        .mapToObj(
            i ->
                new VolumeMountBuilder()
                    .withName(BOOTSTRAP + i)
                    .withMountPath(BOOTSTRAP_PATH + i)
                    .withReadOnly(true)
                    .build())
        .forEach(all::add);
    return all;
  }
}
