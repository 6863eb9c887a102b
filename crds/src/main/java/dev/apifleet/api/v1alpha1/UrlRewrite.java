package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** What the backend is asked for instead. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UrlRewrite(
    @JsonPropertyDescription(
            "Host that the backend is told. Default: the one the client asked for.")
        @Size(min = 1, max = 253)
        String hostname,
    @JsonPropertyDescription("Change of the path. Default: none.") PathModifier path) {}
