package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** How requests are spread over the endpoints. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolLoadBalancer(
    @JsonPropertyDescription(
            "RoundRobin: one after the other. LeastConnections: the one with the fewest requests under way.")
        @Default("RoundRobin")
        LoadBalancerAlgorithm algorithm) {}
