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
    @JsonPropertyDescription(
            "Requests admitted per window and client; with the buckets what flows in, or out, per window. 0 refuses all.")
        @Required
        @Min(0)
        @Max(1000000000)
        Long requests,
    @JsonPropertyDescription("Length of the window, from 1s to 366d. Examples: 1s, 1m, 1h, 1d.")
        @Default("1m")
        @Pattern(Formats.DURATION)
        String window,
    @JsonPropertyDescription(
            "How many requests may come at once. With TokenBucket and LeakyBucket the size of the bucket, by default as much as requests. With other algorithms a token bucket of this size besides the window, refilled with requests per window, by default none.")
        @Min(1)
        @Max(1000000000)
        Long burst) {}
