package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** Which routes may attach. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AllowedRoutes(
    @JsonPropertyDescription(
            "Same: routes in the namespace of the fleet. All: routes of every namespace, for a fleet in the namespace of the operator.")
        @Default("Same")
        RouteNamespaces from) {}
