package dev.apifleet.gateway.sync;

import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.grpc.Rejected;
import dev.apifleet.snapshot.grpc.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The resources of a snapshot that could be read, and those that could not. What could not be read
 * is replaced by the form of it that serves now, if there is one.
 */
record Decoded(SortedMap<ResourceKey, Encoded> resources, List<Rejected> rejected) {

  static Decoded of(Collection<Resource> wanted, SortedMap<ResourceKey, Encoded> served) {
    Decoded decoded = new Decoded(new TreeMap<>(), new ArrayList<>());
    wanted.forEach(resource -> decoded.add(resource, served));
    return decoded;
  }

  private void add(Resource message, SortedMap<ResourceKey, Encoded> served) {
    try {
      Kind kind = Kind.valueOf(message.getKey().getKind());
      ResourceKey key = new ResourceKey(kind, message.getKey().getName());
      Encoded known = served.get(key);
      if (known != null && known.hash().equals(message.getHash())) {
        resources.put(key, known);
        return;
      }
      try {
        resources.put(key, read(key, message));
      } catch (IOException e) {
        reject(message, e.getMessage());
        if (known != null) {
          resources.put(key, known);
        }
      }
    } catch (IllegalArgumentException _) {
      reject(message, "this gateway does not know the kind; it is older than its operator");
    }
  }

  private static Encoded read(ResourceKey key, Resource message) throws IOException {
    Encoded read = Encoded.read(key.kind(), message.getSpec());
    if (!read.hash().equals(message.getHash())) {
      throw new IOException("its content does not have its hash");
    }
    if (!key.name().equals(read.resource().name())) {
      throw new IOException("it calls itself '" + read.resource().name() + "'");
    }
    return read;
  }

  private void reject(Resource message, String reason) {
    rejected.add(
        Rejected.newBuilder()
            .setKey(message.getKey())
            .setHash(message.getHash())
            .setReason(reason)
            .build());
  }
}
