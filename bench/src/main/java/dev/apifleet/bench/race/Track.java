package dev.apifleet.bench.race;

import dev.apifleet.bench.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where races are held, and by whom: a folder, a backend that runs, and Redis and an issuer once
 * asked for.
 */
final class Track implements AutoCloseable {
  /** By others too: nginx drops its rights. */
  static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rwxr-xr-x");

  private final Peers peers;
  private final Path folder;
  private final Backend backend;
  private RedisServer redis;
  private SigningKey key;

  private Track(Peers peers, Path folder) {
    this.peers = peers;
    this.folder = folder;
    this.backend = Backend.start(folder);
  }

  static Track open(Peers peers) throws IOException {
    Path folder = Files.createTempDirectory("apifleet-bench");
    return new Track(peers, Files.setPosixFilePermissions(folder, READABLE));
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
      case PROXY, CACHE_HIT -> new Course(task, backend.port(), 0, null, folder);
      case REDIS_LIMIT -> new Course(task, backend.port(), redis(), null, folder);
      case JWT -> new Course(task, backend.port(), 0, key().issuer(), folder);
      case EVERYTHING -> new Course(task, backend.port(), redis(), key().issuer(), folder);
    };
  }

  @Override
  public void close() throws IOException {
    if (redis != null) {
      redis.close();
    }
    backend.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
