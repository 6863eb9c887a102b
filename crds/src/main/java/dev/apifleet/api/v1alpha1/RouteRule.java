package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What happens to the requests that match. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteRule(
    @JsonPropertyDescription(
            "Name of the rule in messages and metrics, unique within the route. Default: rule-1, rule-2, ...")
        @Pattern(Formats.OBJECT_NAME)
        String name,
    @JsonPropertyDescription(
            "Any one of them must match. Default: every request. The longest and most specific match over all routes wins, by the precedence of Gateway API.")
        @Size(max = 32)
        List<RouteMatch> matches,
    @JsonPropertyDescription(
            "Where requests go. Needed, unless a filter redirects or answers directly.")
        @Size(max = 16)
        List<BackendRef> backendRefs,
    @JsonPropertyDescription(
            "Further steps of the way to the backend. Their order is fixed by phase: CORS, WAF, limits without identity, authentication, limits by identity, validation, cache, then edits of what the backend gets; within a phase they act in this order.")
        @Size(max = 16)
        List<RouteFilter> filters,
    @JsonPropertyDescription("Who may use the rule. Default: everybody.") RouteAuth auth,
    @JsonPropertyDescription(
            "RateLimitPolicies that count the requests of this rule; one that is exhausted refuses with 429.")
        @Size(max = 8)
        List<PolicyRef> rateLimits,
    @JsonPropertyDescription("Keep answers to GET and HEAD. Default: no cache.") RouteCache cache,
    @JsonPropertyDescription("Further tries when a backend fails. Default: 2 attempts.")
        RouteRetry retry,
    @JsonPropertyDescription("How long a request may take. Default: 30s.") RouteTimeouts timeouts,
    @JsonPropertyDescription(
            "A second try while the first still waits, for requests that are safe to repeat. Default: none.")
        RouteHedging hedging,
    @JsonPropertyDescription("Which requests are shed last when a pool or a gateway is overloaded.")
        @Default("Normal")
        RequestPriority priority,
    @JsonPropertyDescription("The version of the API that the rule serves. Default: none.")
        RouteVersion version,
    @JsonPropertyDescription("What requests must look like. Default: anything.")
        RouteValidation validation,
    @JsonPropertyDescription(
            "Longer bodies are refused with 413. Default: that of the fleet. Examples: 1Mi, 5Gi.")
        @Pattern(Formats.BYTES)
        String maxBodySize,
    @JsonPropertyDescription(
            "What clients get when no backend can answer. Default: stale answers where the cache has them, else the problem.")
        RouteFallback fallback) {}
