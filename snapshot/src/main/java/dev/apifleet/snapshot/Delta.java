package dev.apifleet.snapshot;

import dev.apifleet.snapshot.grpc.SnapshotDelta;

/** Turns what a gateway has and what it should have into the messages between the two. */
public final class Delta {
  private Delta() {}

  /** Everything, for a gateway of which nothing is known. */
  public static SnapshotDelta full(Snapshot target, Version version) {
    return between(Snapshot.empty(), target, version).toBuilder().setFull(true).clearBase().build();
  }

  /** What leads from one snapshot to another; it costs what differs between the two. */
  public static SnapshotDelta between(Snapshot sent, Snapshot target, Version version) {
    SnapshotDelta.Builder delta =
        SnapshotDelta.newBuilder().setVersion(message(version)).setBase(sent.hash());
    sent.buckets().differences(target.buckets()).forEach(pair -> add(pair, delta));
    return delta.build();
  }

  private static void add(Buckets.Difference pair, SnapshotDelta.Builder delta) {
    if (pair.after() == null) {
      delta.addRemovals(message(pair.key()));
    } else {
      delta.addUpserts(message(pair.after()));
    }
  }

  /** One resource that has changed, and nothing else. */
  public static SnapshotDelta upsert(Encoded changed, Version version) {
    return SnapshotDelta.newBuilder()
        .setVersion(message(version))
        .addUpserts(message(changed))
        .build();
  }

  /** A resource as a message. */
  public static dev.apifleet.snapshot.grpc.Resource message(Encoded encoded) {
    return dev.apifleet.snapshot.grpc.Resource.newBuilder()
        .setKey(message(encoded.resource().key()))
        .setHash(encoded.hash())
        .setSpec(encoded.json())
        .build();
  }

  /** A key as a message. */
  public static dev.apifleet.snapshot.grpc.ResourceKey message(ResourceKey key) {
    return dev.apifleet.snapshot.grpc.ResourceKey.newBuilder()
        .setKind(key.kind().name())
        .setName(key.name())
        .build();
  }

  /** A version as a message. */
  public static dev.apifleet.snapshot.grpc.Version message(Version version) {
    return dev.apifleet.snapshot.grpc.Version.newBuilder()
        .setEpoch(version.epoch())
        .setCounter(version.counter())
        .setHash(version.hash())
        .build();
  }

  /** A version from its message. */
  public static Version version(dev.apifleet.snapshot.grpc.Version message) {
    return new Version(message.getEpoch(), message.getCounter(), message.getHash());
  }
}
