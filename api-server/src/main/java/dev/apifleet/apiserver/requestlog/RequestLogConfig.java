package dev.apifleet.apiserver.requestlog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How requests are logged. */
@ConfigMapping(prefix = "apiserver.request-log")
public interface RequestLogConfig {

  /** How many entries may wait for each sink; those beyond are dropped and counted. */
  @WithDefault("16384")
  int capacity();

  @WithDefault("500")
  int batch();

  /** How long an entry waits for others to go with. */
  @WithDefault("PT1S")
  Duration longestWait();

  @WithDefault("PT0.2S")
  Duration firstPause();

  @WithDefault("PT30S")
  Duration longestPause();

  /** How long an instance that ends may take to send what is left. */
  @WithDefault("PT4S")
  Duration farewell();

  /** How long entries stay in the database. */
  @WithDefault("P7D")
  Duration retention();

  /** Whether probes and scrapes are logged too, which come every few seconds for ever. */
  @WithDefault("false")
  boolean probes();

  Elasticsearch elasticsearch();

  /** Where Elasticsearch or OpenSearch is, if it is to have the log too. */
  interface Elasticsearch {
    Optional<URI> url();

    Optional<String> username();

    Optional<String> password();

    Optional<String> apiKey();

    /** Certificates in PEM to trust instead of the system's. */
    Optional<Path> caFile();
  }
}
