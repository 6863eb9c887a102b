package dev.apifleet.bench.race;

import dev.apifleet.bench.RedisServer;
import dev.apifleet.bench.ScratchFolder;
import java.io.IOException;

/**
 * Where races are held, and by whom: a folder, a backend that runs, and Redis and an issuer once
 * asked for.
 */
final class Track implements AutoCloseable {
  /** By others too: nginx drops its rights. */
  private final Peers peers;

  private final ScratchFolder scratch;
  private final Backend backend;
  private RedisServer redis;
  private SigningKey key;

  private Track(Peers peers, ScratchFolder scratch) {
    this.peers = peers;
    this.scratch = scratch;
    this.backend = Backend.start(scratch.path());
  }

  static Track open(Peers peers) throws IOException {
    return new Track(peers, ScratchFolder.create());
  }

  Peers peers() {
    return peers;
  }

  Backend backend() {
    return backend;
  }

  SigningKey key() {
    if (key == null) {
      key = new SigningKey(backend);
    }
    return key;
  }

  private int redis() {
    if (redis == null) {
      redis = RedisServer.start().on(Cpus.OTHERS);
    }
    return redis.port();
  }

  Course course(Task task) {
    return switch (task) {
      case PROXY, CACHE_HIT -> new Course(task, backend.port(), 0, null, scratch.path());
      case REDIS_LIMIT -> new Course(task, backend.port(), redis(), null, scratch.path());
      case JWT -> new Course(task, backend.port(), 0, key().issuer(), scratch.path());
      case EVERYTHING -> new Course(task, backend.port(), redis(), key().issuer(), scratch.path());
    };
  }

  @Override
  public void close() throws IOException {
    if (redis != null) {
      redis.close();
    }
    backend.close();
    scratch.close();
  }
}
