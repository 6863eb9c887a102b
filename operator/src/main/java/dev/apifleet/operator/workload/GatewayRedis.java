package dev.apifleet.operator.workload;

import dev.apifleet.api.v1alpha1.CaKeyRef;
import dev.apifleet.api.v1alpha1.FleetRedis;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.GatewayFleetSpec;
import dev.apifleet.api.v1alpha1.RedisMode;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a gateway pod is told of the Redis that it shares with the others, if there is one. */
final class GatewayRedis {
  private static final String CA_VOLUME = "redis-ca";
  private static final String CA_PATH = "/var/run/apifleet-redis";
  private static final String CA_FILE = "ca.crt";

  private GatewayRedis() {}

  /** The settings of Quarkus's Redis client. */
  static List<EnvVar> environment(GatewayFleet fleet) {
    return redis(fleet).map(GatewayRedis::environment).orElse(List.of());
  }

  private static List<EnvVar> environment(FleetRedis redis) {
    List<EnvVar> all = new ArrayList<>();
    all.add(hosts(redis));
    all.add(value("TLS_HOSTNAME_VERIFICATION_ALGORITHM", "HTTPS"));
    switch (Objects.requireNonNullElse(redis.mode(), RedisMode.Standalone)) {
      case Sentinel -> {
        all.add(value("CLIENT_TYPE", "sentinel"));
        all.add(value("AUTO_FAILOVER", "true"));
        all.add(value("MASTER_NAME", Objects.requireNonNullElse(redis.masterName(), "mymaster")));
      }
      case Cluster -> all.add(value("CLIENT_TYPE", "cluster"));
      case Standalone -> {}
    }
    if (redis.caRef() != null) {
      all.add(value("TLS_TRUST_CERTIFICATE_PEM", "true"));
      all.add(value("TLS_TRUST_CERTIFICATE_PEM_CERTS", CA_PATH + "/" + CA_FILE));
    }
    return all;
  }

  /** Where there is no such Secret, new pods wait for it and the old ones go on. */
  static List<Volume> volumes(GatewayFleet fleet) {
    return ca(fleet)
        .map(
            ref ->
                new VolumeBuilder()
                    .withName(CA_VOLUME)
                    .withNewSecret()
                    .withSecretName(ref.name())
                    .withDefaultMode(0440)
                    .addNewItem(Objects.requireNonNullElse(ref.key(), CA_FILE), null, CA_FILE)
                    .endSecret()
                    .build())
        .stream()
        .toList();
  }

  static List<VolumeMount> mounts(GatewayFleet fleet) {
    return ca(fleet)
        .map(
            _ ->
                new VolumeMountBuilder()
                    .withName(CA_VOLUME)
                    .withMountPath(CA_PATH)
                    .withReadOnly(true)
                    .build())
        .stream()
        .toList();
  }

  private static Optional<FleetRedis> redis(GatewayFleet fleet) {
    return Optional.ofNullable(fleet.getSpec())
        .map(GatewayFleetSpec::redis)
        .filter(redis -> redis.secretRef() != null);
  }

  private static Optional<CaKeyRef> ca(GatewayFleet fleet) {
    return redis(fleet).map(FleetRedis::caRef);
  }

  private static EnvVar hosts(FleetRedis redis) {
    String key = Objects.requireNonNullElse(redis.secretRef().key(), "url");
    return new EnvVarBuilder()
        .withName("QUARKUS_REDIS_HOSTS")
        .withNewValueFrom()
        .withNewSecretKeyRef(key, redis.secretRef().name(), null)
        .endValueFrom()
        .build();
  }

  private static EnvVar value(String setting, String value) {
    return new EnvVarBuilder().withName("QUARKUS_REDIS_" + setting).withValue(value).build();
  }
}
