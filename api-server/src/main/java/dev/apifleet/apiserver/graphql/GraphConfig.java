package dev.apifleet.apiserver.graphql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one GraphQL operation may ask for. */
@ConfigMapping(prefix = "apiserver.graphql")
public interface GraphConfig {

  /** How many fields may be nested in one another. */
  @WithDefault("10")
  int maxDepth();

  /** The most fields of an answer, lists counted by their page sizes. */
  @WithDefault("1000")
  int maxCost();

  @WithDefault("30")
  int maxAliases();

  /** Whether clients may ask for the schema. */
  boolean introspection();
}
