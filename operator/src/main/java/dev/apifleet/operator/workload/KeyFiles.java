package dev.apifleet.operator.workload;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.ListenerConfig.ListenerTls;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.BackendTls;
import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The key material that the gateways of a fleet need: what its snapshot refers to. */
public final class KeyFiles {
  private static final int LARGEST_SECRET = 1024 * 1024;

  private final List<KeyFile> wanted;

  private KeyFiles(List<KeyFile> wanted) {
    this.wanted = wanted;
  }

  public static KeyFiles of(Snapshot snapshot) {
    return new KeyFiles(
        snapshot.resources().values().stream()
            .map(Encoded::resource)
            .flatMap(KeyFiles::of)
            .distinct()
            .toList());
  }

  private static Stream<KeyFile> of(Resource resource) {
    return switch (resource) {
      case ListenerConfig listener when listener.tls() != null -> of(listener.tls());
      case PoolConfig pool when pool.connections() != null && pool.connections().tls() != null ->
          of(pool.connections().tls());
      default -> Stream.empty();
    };
  }

  private static Stream<KeyFile> of(ListenerTls tls) {
    return Stream.concat(
        tls.certificates().stream().map(KeyFile::keyPair),
        Stream.ofNullable(tls.clientCa()).map(KeyFile::authority));
  }

  private static Stream<KeyFile> of(BackendTls tls) {
    return Stream.concat(
        Stream.ofNullable(tls.certificate()).map(KeyFile::keyPair),
        Stream.ofNullable(tls.ca()).map(KeyFile::authority));
  }

  /** Name of the Secret that holds them, in the namespace of the fleet. */
  public static String secretName(GatewayFleet fleet) {
    return FleetNames.gateway(fleet) + "-tls";
  }

  /**
   * Whether nothing is to do: all files are there, and no other.
   *
   * @param there the digests of what is mounted now, by file
   */
  public boolean areIn(Map<String, String> there) {
    return wanted.stream().allMatch(file -> file.isIn(there))
        && wanted.stream()
            .flatMap(file -> file.keys().keySet().stream())
            .collect(Collectors.toSet())
            .containsAll(there.keySet());
  }

  /**
   * The Secret to mount. What its source no longer holds in the wanted form stays as it was
   * mounted, as the last good form of what refers to it stays.
   *
   * @param sources what a Secret ({@code namespace/name}) holds now, in base64
   * @param mounted what is mounted now, in base64
   * @throws IllegalArgumentException when it is more than a Secret can hold
   */
  public Secret secret(
      GatewayFleet fleet,
      Function<String, Map<String, String>> sources,
      Map<String, String> mounted) {
    SortedMap<String, String> files = new TreeMap<>();
    wanted.forEach(file -> putIfWanted(file, file.mounted(mounted), files));
    wanted.forEach(file -> putIfWanted(file, file.from(sources.apply(file.ref().name())), files));
    checkSize(files);
    return new SecretBuilder()
        .withMetadata(FleetNames.meta(fleet, secretName(fleet)))
        .withType("Opaque")
        .withData(files)
        .build();
  }

  private static void putIfWanted(
      KeyFile file, SortedMap<String, String> found, SortedMap<String, String> files) {
    if (file.matches(found)) {
      files.putAll(found);
    }
  }

  private static void checkSize(Map<String, String> files) {
    int size =
        files.values().stream().mapToInt(file -> Base64.getDecoder().decode(file).length).sum();
    if (size > LARGEST_SECRET) {
      throw new IllegalArgumentException(
          "the certificates that its listeners and pools refer to have %d bytes together, and"
                  .formatted(size)
              + " gateways can be given %d; refer to fewer, or use a second fleet"
                  .formatted(LARGEST_SECRET));
    }
  }
}
