package dev.apifleet.apiserver.change;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of changes; README.md lists the environment variables behind them. */
@ConfigMapping(prefix = "apiserver.changes")
public interface ChangesConfig {

  BusKind bus();

  /** How long told changes are kept for readers who come back. */
  @WithDefault("PT24H")
  Duration retention();

  /** How many changes an instance keeps in its memory. */
  @WithDefault("4096")
  int remembered();

  /** How far back, in changes, a reader may resume. */
  @WithDefault("10000")
  int resumable();

  /** How many streams an instance serves at once. */
  @WithDefault("2000")
  int streams();

  @WithDefault("20")
  int streamsPerSubject();

  /** After this time a stream says that it is alive. */
  @WithDefault("PT15S")
  Duration heartbeat();

  /** A stream ends after this time, so that readers spread anew over instances. */
  @WithDefault("PT1H")
  Duration longestStream();

  /** What carries told changes to all instances. */
  enum BusKind {
    REDIS,
    KAFKA
  }
}
