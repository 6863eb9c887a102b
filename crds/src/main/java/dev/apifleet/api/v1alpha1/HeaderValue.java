package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A header with its value. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeaderValue(
    @JsonPropertyDescription("Name of the header, in any case.")
        @Required
        @Pattern(Formats.HEADER_NAME)
        String name,
    @JsonPropertyDescription("Its value.") @Required @Size(min = 0, max = 4096) String value) {}
