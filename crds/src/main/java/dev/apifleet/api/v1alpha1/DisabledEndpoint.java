package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** An endpoint that gets no requests. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DisabledEndpoint(
    @JsonPropertyDescription("Name of the pod, or the address, or address:port.")
        @Required
        @Size(min = 1, max = 260)
        String endpoint,
    @JsonPropertyDescription(
            "When it gets requests again. Default: when it is taken off this list.")
        @Pattern(Formats.TIME)
        String expires) {}
