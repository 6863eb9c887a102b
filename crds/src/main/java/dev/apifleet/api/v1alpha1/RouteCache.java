package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;

/** How long answers are kept by the gateways. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteCache(
    @JsonPropertyDescription(
            "At most this long an answer is served from the cache; a shorter lifetime given by the backend is kept. Examples: 300s, 5m.")
        @Default("300s")
        @Pattern("^([0-9]{1,6}(ms|s|m|h|d)){1,4}$")
        String ttl) {}
