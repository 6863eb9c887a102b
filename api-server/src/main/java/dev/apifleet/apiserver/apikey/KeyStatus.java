package dev.apifleet.apiserver.apikey;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether an API key is good for anything. */
public enum KeyStatus {
  @JsonProperty("active")
  ACTIVE,
  @JsonProperty("expired")
  EXPIRED,
  @JsonProperty("revoked")
  REVOKED
}
