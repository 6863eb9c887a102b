package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What happens to the requests that match. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteRule(
    @JsonPropertyDescription(
            "Name of the rule in messages and metrics, unique within the route. Default: rule-1, rule-2, ...")
        @Pattern("^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$")
        String name,
    @JsonPropertyDescription(
            "Any one of them must match. Default: every request. The longest and most specific match over all routes wins, by the precedence of Gateway API.")
        @Size(max = 32)
        List<RouteMatch> matches,
    @JsonPropertyDescription("Where requests go.") @Required @Size(min = 1, max = 16)
        List<BackendRef> backendRefs,
    @JsonPropertyDescription("Who may use the rule. Default: everybody.") RouteAuth auth,
    @JsonPropertyDescription(
            "RateLimitPolicies that count the requests of this rule; one that is exhausted refuses with 429.")
        @Size(max = 8)
        List<PolicyRef> rateLimits,
    @JsonPropertyDescription("Keep answers to GET and HEAD. Default: no cache.") RouteCache cache,
    @JsonPropertyDescription("Further tries when a backend fails. Default: 2 attempts.")
        RouteRetry retry,
    @JsonPropertyDescription("How long a request may take. Default: 30s.")
        RouteTimeouts timeouts) {}
