package dev.apifleet.apiserver.identity.mirror;

import io.smallrye.mutiny.Uni;

/** Things whose truth is in PostgreSQL and which gateways and instances read in Redis. */
public interface Mirrored {

  /** Names the marker in Redis; lasting, short, of {@code a-z-}. */
  String name();

  /** Writes all into Redis, page by page; within a minute. */
  Uni<Void> writeAll();

  /** Writes what was stored while Redis could not be told. Called every second: be cheap. */
  Uni<Void> writeMissed();
}
