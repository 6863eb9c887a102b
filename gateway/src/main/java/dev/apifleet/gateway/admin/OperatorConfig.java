package dev.apifleet.gateway.admin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How the operator is reached: {@code OPERATOR_ADDRESS} and so on in the environment. */
@ConfigMapping(prefix = "operator")
interface OperatorConfig {
  /** {@code host:port}. */
  Optional<String> address();

  /** The name in its certificate, where it is not the host of its address. */
  Optional<String> serverName();

  /** Certificates that are trusted. */
  @WithDefault("/var/run/apifleet/ca.crt")
  Path caFile();

  /** What the operator left for gateways that begin without it. */
  @WithDefault("/var/run/apifleet-bootstrap")
  Path bootstrapFolder();

  /** What this gateway served last. */
  @WithDefault("/var/run/apifleet-last-good")
  Path lastGoodFolder();

  /** How long one that leads is waited for before one of these is used. */
  @WithDefault("10s")
  Duration patience();

  /** This pod's token. */
  Optional<Path> tokenFile();
}
