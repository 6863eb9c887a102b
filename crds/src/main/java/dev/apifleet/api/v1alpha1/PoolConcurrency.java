package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How many requests may be under way at once, at each gateway or at all of them together. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolConcurrency(
    @JsonPropertyDescription(
            "Requests under way from one gateway, or from all of them where it is shared.")
        @Default("200")
        @Min(1)
        @Max(100000)
        Integer limit,
    @JsonPropertyDescription(
            "Whether limit is for each endpoint that takes requests, so that it follows the size of the pool.")
        @Default("false")
        Boolean perReplica,
    @JsonPropertyDescription(
            "Whether limit is for all gateways of the fleet together: each takes an equal part, rounded up, so that more gateways do not mean more requests at once.")
        @Default("false")
        Boolean shared,
    @JsonPropertyDescription(
            "Whether the limit is lowered while latency shows that the pool is overloaded, and raised again; limit is then the highest.")
        @Default("false")
        Boolean adaptive,
    @JsonPropertyDescription("Where requests beyond the limit wait. Default: depth 100, 500ms.")
        PoolQueue queue) {}
