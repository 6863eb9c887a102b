package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** How much each client of a tier may have in the long run. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TierQuota(
    @JsonPropertyDescription("Requests admitted per window and client. 0 refuses all.")
        @Required
        @Min(0)
        @Max(1000000000)
        Long requests,
    @JsonPropertyDescription(
            "Length of the window, from 1s to 366d; it begins with the client's first request, and a new one with the first request after it. Examples: 1h, 1d, 30d, 365d.")
        @Default("1d")
        @Pattern(Formats.DURATION)
        String window) {}
