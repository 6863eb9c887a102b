package dev.apifleet.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** One step between match and backend. Their order in a rule is the order in which they act. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FilterConfig.Cors.class, name = "cors"),
  @JsonSubTypes.Type(value = FilterConfig.Waf.class, name = "waf"),
  @JsonSubTypes.Type(value = FilterConfig.Compress.class, name = "compress"),
  @JsonSubTypes.Type(value = FilterConfig.RateLimit.class, name = "rateLimit"),
  @JsonSubTypes.Type(value = FilterConfig.FailureLimit.class, name = "failureLimit"),
  @JsonSubTypes.Type(value = FilterConfig.Authenticate.class, name = "authenticate"),
  @JsonSubTypes.Type(value = FilterConfig.Deprecation.class, name = "deprecation"),
  @JsonSubTypes.Type(value = FilterConfig.Validate.class, name = "validate"),
  @JsonSubTypes.Type(value = FilterConfig.GraphQl.class, name = "graphQl"),
  @JsonSubTypes.Type(value = FilterConfig.ResponseHeaders.class, name = "responseHeaders"),
  @JsonSubTypes.Type(value = FilterConfig.Cache.class, name = "cache"),
  @JsonSubTypes.Type(value = FilterConfig.RequestHeaders.class, name = "requestHeaders"),
  @JsonSubTypes.Type(value = FilterConfig.Rewrite.class, name = "rewrite"),
  @JsonSubTypes.Type(value = FilterConfig.Mirror.class, name = "mirror")
})
public sealed interface FilterConfig {
  /** Lets scripts of other origins use the rule, and answers preflight requests. */
  record Cors(CorsConfig config) implements FilterConfig {}

  /**
   * Refuses what looks like an attack.
   *
   * @param rules names of groups of patterns
   * @param bodyBytes so much of a body is looked at
   */
  record Waf(boolean enforce, List<String> rules, int bodyBytes) implements FilterConfig {
    public Waf {
      rules = Lists.copy(rules);
    }
  }

  /**
   * Compresses answers.
   *
   * @param algorithms content codings, the preferred one first
   * @param contentTypes media types, {@code *} for any subtype
   */
  record Compress(List<String> algorithms, int minBytes, List<String> contentTypes)
      implements FilterConfig {
    public Compress {
      algorithms = Lists.copy(algorithms);
      contentTypes = Lists.copy(contentTypes);
    }
  }

  /** Counts the request against a policy, {@code namespace/name} of a {@link PolicyConfig}. */
  record RateLimit(String policy) implements FilterConfig {}

  /** Refuses a client address after so many answers with one of the statuses in a window. */
  record FailureLimit(List<Integer> statuses, int failures, long windowMillis)
      implements FilterConfig {
    public FailureLimit {
      statuses = Lists.copy(statuses);
    }
  }

  /**
   * Reads who asks from a token, a session or an API key. A credential that is presented must be
   * valid, required or not.
   *
   * @param required whether a request without a credential is refused
   * @param roles one of them is needed, where any is listed
   * @param scopes all of them are needed
   */
  record Authenticate(boolean required, List<String> roles, List<String> scopes)
      implements FilterConfig {
    public Authenticate {
      roles = Lists.copy(roles);
      scopes = Lists.copy(scopes);
    }
  }

  /**
   * Tells clients that a version ends, and refuses them with 410 when it has.
   *
   * @param since seconds since the epoch, or 0 for none
   * @param sunset seconds since the epoch, or 0 for none
   * @param link where it is explained, or null
   */
  record Deprecation(long since, long sunset, String link) implements FilterConfig {}

  /** Holds requests against JSON Schemas; one that is null allows everything. */
  record Validate(
      String bodySchema,
      boolean bodyRequired,
      String querySchema,
      String headerSchema,
      int maxBodyBytes)
      implements FilterConfig {}

  /**
   * Limits GraphQL operations.
   *
   * @param allow SHA-256 (hexadecimal) of the operations that alone may run; empty for all
   */
  record GraphQl(
      int maxDepth,
      int maxCost,
      int maxAliases,
      boolean introspection,
      List<String> allow,
      int maxBytes)
      implements FilterConfig {
    public GraphQl {
      allow = Lists.copy(allow);
    }
  }

  /** Edits the headers that the client gets. */
  record ResponseHeaders(HeaderEdits edits) implements FilterConfig {}

  /**
   * Answers from the cache while fresh, and keeps what may be kept for at most this long.
   *
   * @param staleWhileRevalidateMillis so long an expired answer serves while it is fetched anew; -1
   *     as the backend says
   * @param staleIfErrorMillis so long it serves while the backend fails; -1 as the backend says
   * @param keyQueryParams query parameters that make answers differ; null for all, empty for none
   * @param keyHeaders request headers that do, in lower case
   * @param maxBodyBytes longer answers are not kept
   * @param coalesce whether equal requests wait for the one under way
   */
  record Cache(
      long ttlMillis,
      long staleWhileRevalidateMillis,
      long staleIfErrorMillis,
      @JsonInclude(JsonInclude.Include.NON_NULL) List<String> keyQueryParams,
      List<String> keyHeaders,
      int maxBodyBytes,
      boolean coalesce)
      implements FilterConfig {
    public Cache {
      keyQueryParams = keyQueryParams == null ? null : List.copyOf(keyQueryParams);
      keyHeaders = Lists.copy(keyHeaders);
    }

    /** A cache with the defaults of the resource. */
    public Cache(long ttlMillis) {
      this(ttlMillis, -1, -1, null, List.of(), 1024 * 1024, true);
    }
  }

  /** Edits the headers that the backend gets. */
  record RequestHeaders(HeaderEdits edits) implements FilterConfig {}

  /** Asks the backend for another host or path; null leaves either as it is. */
  record Rewrite(String hostname, PathEdit path) implements FilterConfig {}

  /** Sends a share of the requests to another pool too, and ignores its answers. */
  record Mirror(String pool, int percent) implements FilterConfig {}
}
