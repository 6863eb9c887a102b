package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** An address outside Kubernetes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StaticEndpoint(
    @JsonPropertyDescription(
            "IP address or host name; none of the gateway or its node itself: no localhost, loopback, link-local, multicast or unspecified address.")
        @Required
        @Size(min = 1, max = 253)
        String address,
    @JsonPropertyDescription("TCP port.") @Required @Min(1) @Max(65535) Integer port,
    @JsonPropertyDescription(
            "Share in proportion to the other weights, for WeightedRoundRobin and ConsistentHash.")
        @Default("1")
        @Min(1)
        @Max(1000)
        Integer weight,
    @JsonPropertyDescription("Zone it is in.") @Size(min = 1, max = 63) String zone,
    @JsonPropertyDescription("Region it is in.") @Size(min = 1, max = 63) String region) {}
