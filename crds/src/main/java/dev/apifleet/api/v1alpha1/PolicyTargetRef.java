package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** A route, pool or fleet in the same namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyTargetRef(
    @JsonPropertyDescription("API group of the target.")
        @Default("apifleet.dev")
        @Pattern("^apifleet[.]dev$")
        String group,
    @JsonPropertyDescription(
            "ApiRoute: every rule of the route. BackendPool: every rule of the namespace that can forward to the pool by a backendRef with weight; not those that only mirror to it or reach it by another pool's failover. GatewayFleet: every rule of every route on the fleet, of all namespaces.")
        @Required
        PolicyTargetKind kind,
    @JsonPropertyDescription("Name of the target, in the namespace of the policy.")
        @Required
        @Pattern(Formats.OBJECT_NAME)
        String name) {}
