package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;

/** How requests are spread over the endpoints. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolLoadBalancer(
    @JsonPropertyDescription(
            "RoundRobin: one after the other. WeightedRoundRobin: in proportion to weights. LeastConnections: the one with the fewest requests under way. IpHash: the same for a client address. ConsistentHash: the same for a key, with bounded load. PeakEwma: the better of two by latency and requests under way.")
        @Default("RoundRobin")
        LoadBalancerAlgorithm algorithm,
    @JsonPropertyDescription("For ConsistentHash. Default: the client address.") HashKey hashKey,
    @JsonPropertyDescription("For ConsistentHash: points of an endpoint of weight 1 on the ring.")
        @Default("100")
        @Min(1)
        @Max(1000)
        Integer virtualNodes,
    @JsonPropertyDescription(
            "For ConsistentHash: percent of the average load that one endpoint may have before its keys go to the next.")
        @Default("125")
        @Min(101)
        @Max(1000)
        Integer boundedLoad,
    @JsonPropertyDescription(
            "How long a new or healed endpoint takes to get its full share. Default: at once.")
        @Pattern(Formats.DURATION)
        String slowStart,
    @JsonPropertyDescription(
            "Which endpoints are preferred; the others take over what these cannot. Gateways know their zone and region by the labels topology.kubernetes.io/zone and /region of their pods; the endpoints of a Service tell their zone alone.")
        @Default("None")
        LocalityPreference locality,
    @JsonPropertyDescription(
            "Percent of the preferred endpoints that must be usable; below, requests overflow to the others in proportion.")
        @Default("70")
        @Min(1)
        @Max(100)
        Integer localityThreshold) {}
