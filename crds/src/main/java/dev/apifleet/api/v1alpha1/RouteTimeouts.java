package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;

/** How long a request may take. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteTimeouts(
    @JsonPropertyDescription(
            "From the request to the head of the answer, all tries included; then the client gets 504. Examples: 2s, 500ms.")
        @Default("30s")
        @Pattern("^([0-9]{1,6}(ms|s|m|h|d)){1,4}$")
        String request) {}
