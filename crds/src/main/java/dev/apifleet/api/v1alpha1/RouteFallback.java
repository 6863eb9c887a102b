package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/**
 * What a client gets when no backend can answer: no endpoint, all breakers open, overload, timeout.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteFallback(
    @JsonPropertyDescription("Serve an expired answer from the cache where there is one.")
        @Default("true")
        Boolean stale,
    @JsonPropertyDescription("Else this answer. Default: the problem as it is.")
        DirectResponse response) {}
