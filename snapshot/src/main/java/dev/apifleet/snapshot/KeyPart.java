package dev.apifleet.snapshot;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One part of a rate limit counter's key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = KeyPart.Identity.class, name = "identity"),
  @JsonSubTypes.Type(value = KeyPart.Ip.class, name = "ip"),
  @JsonSubTypes.Type(value = KeyPart.Header.class, name = "header"),
  @JsonSubTypes.Type(value = KeyPart.Claim.class, name = "claim"),
  @JsonSubTypes.Type(value = KeyPart.ApiKey.class, name = "apiKey"),
  @JsonSubTypes.Type(value = KeyPart.Route.class, name = "route")
})
public sealed interface KeyPart {
  /** The subject of the token, session or API key, or the client address where there is none. */
  record Identity() implements KeyPart {}

  /** The client address; IPv6 by its /64. */
  record Ip() implements KeyPart {}

  /** A request header's value, empty where absent. */
  record Header(String name) implements KeyPart {}

  /** A claim of the token, empty where absent. */
  record Claim(String name) implements KeyPart {}

  /** The API key that was presented, or the client address where there is none. */
  record ApiKey() implements KeyPart {}

  /** The route and rule that matched. */
  record Route() implements KeyPart {}
}
