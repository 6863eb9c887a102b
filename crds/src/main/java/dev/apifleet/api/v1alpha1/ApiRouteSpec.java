package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Which requests go to which pools, and under which rules. */
@JsonClassDescription("What the route is to do.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiRouteSpec(
    @JsonPropertyDescription(
            "Name of the GatewayFleet that serves the route: one in the same namespace, else one in the namespace of the operator that allows routes from all namespaces.")
        @Default("default")
        @Pattern(Formats.OBJECT_NAME)
        String fleetRef,
    @JsonPropertyDescription(
            "Host names that the route answers to, as api.example.com or *.example.com. Empty: all.")
        @Size(max = 64)
        List<String> hostnames,
    @JsonPropertyDescription("Rules of the route.") @Required @Size(min = 1, max = 64)
        List<RouteRule> rules) {}
