package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** How many requests each client may make, by tier, counted over all gateways together. */
@JsonClassDescription("Who is counted together, and how much each tier may have.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RateLimitPolicySpec(
    @JsonPropertyDescription(
            "How requests are counted. SlidingCounter: per window, weighing the window before by what still overlaps; windows start at the first request of a client.")
        @Default("SlidingCounter")
        LimitAlgorithm algorithm,
    @JsonPropertyDescription(
            "Who shares a counter; all parts must be equal. Identity: the subject of the token, session or API key, else the client address. Ip: the client address, an IPv6 address by its /64. Header:NAME, Claim:NAME: their value. ApiKey: the API key that was presented, each one for itself, else the client address. Route: the rule that matched. Default: [Identity]. A policy that has only Ip, Header or Route here, and only the tier anonymous in limits, acts before authentication and counts everybody.")
        @Size(max = 8)
        List<String> key,
    @JsonPropertyDescription(
            "Limit by tier: anonymous, free, pro, enterprise, or a tier of your own. Tiers apply after authentication, and a tier that is not listed is not limited. But limits that list only anonymous, with a key of Ip, Header or Route alone, apply before authentication, where nobody has a tier yet: they count everybody, with or without a token. Default: anonymous 100, free 1000, pro 10000, enterprise 100000 a minute.")
        Map<String, TierLimit> limits,
    @JsonPropertyDescription(
            "How exact the count over all gateways is. Exact: the shared store decides each request. Auto: chosen for you; at present Exact.")
        @Default("Auto")
        LimitPrecision precision,
    @JsonPropertyDescription(
            "Who decides while Redis does not answer. Local: each gateway with its share of the limit. Open: all pass. Closed: all are refused with 503.")
        @Default("Local")
        StoreFailurePolicy onStoreFailure,
    @JsonPropertyDescription(
            "Enforce: refuse what exceeds the limit. Shadow: only count and report it.")
        @Default("Enforce")
        LimitMode mode) {}
