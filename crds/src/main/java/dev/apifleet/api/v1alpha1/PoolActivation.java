package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How a pool without replicas is woken. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolActivation(
    @JsonPropertyDescription(
            "Replicas that the first request wakes; at least minReplicas, at most maxReplicas.")
        @Default("1")
        @Min(1)
        @Max(1000)
        Integer replicas,
    @JsonPropertyDescription("Where requests wait for the first replica. Default: depth 1000, 30s.")
        ActivationQueue queue) {}
