package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** How much each client of a tier may have. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TierLimit(
    @JsonPropertyDescription("Requests admitted per window and client.")
        @Required
        @Min(0)
        @Max(1000000000)
        Long requests,
    @JsonPropertyDescription("Length of the window. Examples: 1s, 1m, 1h, 1d.")
        @Default("1m")
        @Pattern(Formats.DURATION)
        String window) {}
