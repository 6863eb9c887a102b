package dev.apifleet.operator.console;

import com.fasterxml.jackson.databind.JsonNode;

/** What the Kubernetes API answered to a call made with a user's token. */
sealed interface KubeAnswer {
  record Ok(JsonNode body) implements KubeAnswer {}

  /** The token is not, or no longer, good. */
  record Unauthorized() implements KubeAnswer {}

  /** The user has no right to this. */
  record Forbidden() implements KubeAnswer {}

  /** Anything else, in words for a person. */
  record Failed(String problem) implements KubeAnswer {}
}
