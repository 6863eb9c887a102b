package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** How many requests each client may make, by tier, counted over all gateways together. */
@JsonClassDescription("Who is counted together, and how much each tier may have.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "!has(self.maxDelay) || self.algorithm == 'LeakyBucket' || self.maxDelay.matches('^(0+(ms|s|m|h|d))+$')",
    message =
        "only a LeakyBucket lets requests wait: set algorithm to LeakyBucket or remove maxDelay",
    fieldPath = ".maxDelay")
@ValidationRule(
    value =
        "!has(self.maxDelay) || self.precision != 'Leased' || self.maxDelay.matches('^(0+(ms|s|m|h|d))+$')",
    message =
        "requests that wait for their turn are decided in Redis: set precision to Auto or Exact, or remove maxDelay",
    fieldPath = ".precision")
public record RateLimitPolicySpec(
    @JsonPropertyDescription(
            "How requests are counted. FixedWindow: per window, which begins with the client's first request. SlidingLog: no span as long as the window admits more than the limit. SlidingCounter: per window, weighing the window before by what still overlaps. TokenBucket: bursts from a full bucket, then as many as flow into it. LeakyBucket: fills a bucket that leaks evenly, refusing what does not fit or, with maxDelay, letting it wait for its turn. Where algorithm or window change, what weighs at that moment counts as if just admitted, up to the new limit; a change of anything else keeps the count.")
        @Default("SlidingCounter")
        LimitAlgorithm algorithm,
    @JsonPropertyDescription(
            "Who shares a counter; all parts must be equal. Identity: the subject of the token, session or API key, else the client address. Ip: the client address, an IPv6 address by its /64. Header:NAME, Claim:NAME: their value. ApiKey: the API key that was presented, each one for itself, else the client address. Route: the rule that matched. Default: [Identity]. A policy that has only Ip, Header or Route here, and only the tier anonymous in limits and quotas, acts before authentication and counts everybody.")
        @Size(max = 8)
        List<String> key,
    @JsonPropertyDescription(
            "Limit by tier: anonymous, free, pro, enterprise, or a tier of your own. Tiers apply after authentication, and a tier that is in neither limits nor quotas is not limited. But limits and quotas that list only anonymous, with a key of Ip, Header or Route alone, apply before authentication, where nobody has a tier yet: they count everybody, with or without a token. Default: none where there are quotas, else anonymous 100, free 1000, pro 10000, enterprise 100000 a minute.")
        Map<String, TierLimit> limits,
    @JsonPropertyDescription(
            "Quota by tier, in fixed windows that are usually long, besides the tier's limit: a request passes where both let it, and is counted by both or by none. A tier that is only here is limited by its quota alone. Default: none.")
        Map<String, TierQuota> quotas,
    @JsonPropertyDescription(
            "Where requests are decided; none of them ever admits more than the limit. Exact: Redis decides each request. Leased: gateways take slices of the limit from Redis ahead and decide in memory; at least 99 % of the limit is admitted where demand is there. Auto: Leased where a window has 1,000 requests or more, else Exact.")
        @Default("Auto")
        LimitPrecision precision,
    @JsonPropertyDescription(
            "How long LeakyBucket lets a request wait for its turn, from 0s to 60s; what would wait longer is refused. Only for LeakyBucket, not with precision Leased. Default: 0s, what does not fit is refused at once.")
        @Pattern(Formats.DURATION)
        @Size(max = 32)
        String maxDelay,
    @JsonPropertyDescription("What a request is charged. Default: 1.") RequestCost cost,
    @JsonPropertyDescription(
            "Who decides while Redis does not answer. Local: each gateway with its share of the limit. Open: all pass. Closed: all are refused with 503.")
        @Default("Local")
        StoreFailurePolicy onStoreFailure,
    @JsonPropertyDescription(
            "The longest that a request waits for Redis before onStoreFailure decides, from 1ms to 1s. Of several policies that a rule asks together the shortest counts.")
        @Default("25ms")
        @Pattern(Formats.DURATION)
        String storeTimeout,
    @JsonPropertyDescription(
            "Whether answers carry X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset besides RateLimit and RateLimit-Policy.")
        @Default("false")
        Boolean legacyHeaders,
    @JsonPropertyDescription(
            "Enforce: refuse what exceeds the limit. Shadow: only count and report it.")
        @Default("Enforce")
        LimitMode mode,
    @JsonPropertyDescription(
            "What the policy acts on besides the rules that name it in their rateLimits; a rule that has it in several ways counts it once. Targets that do not exist are named in the condition ResolvedRefs. Default: nothing else.")
        @Size(max = 16)
        List<PolicyTargetRef> targetRefs) {}
