package dev.apifleet.apiserver;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of one API server instance; README.md lists the environment variables behind them.
 */
@ConfigMapping(prefix = "apiserver")
public interface ApiServerConfig {

  boolean demo();

  String instanceId();

  Token token();

  Session session();

  External external();

  Replica replica();

  Seed seed();

  /** How access tokens are made. */
  interface Token {
    String issuer();

    String audience();

    Duration ttl();

    Optional<Path> signingKeyFile();
  }

  /** How many rows for load tests the demo has at least. */
  interface Seed {
    int resources();
  }

  /** Where lists are read, if not on the primary. */
  interface Replica {
    Optional<String> host();

    /** One that is later is not asked. */
    Duration largestLag();
  }

  /** How long a session lives unused, and how many one account may have. */
  interface Session {
    Duration ttl();

    int most();
  }

  /** How often the simulated dependency fails, from 0 to 1. */
  interface External {
    double failureRatio();
  }
}
