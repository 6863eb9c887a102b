package dev.apifleet.apiserver.overload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many requests an instance works on at once; within these bounds it finds out by itself. */
@ConfigMapping(prefix = "apiserver.overload")
public interface OverloadConfig {

  @WithDefault("32")
  int least();

  @WithDefault("128")
  int first();

  @WithDefault("512")
  int most();
}
