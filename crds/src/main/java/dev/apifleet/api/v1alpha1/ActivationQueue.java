package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;

/** Requests that wait until a replica is ready. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActivationQueue(
    @JsonPropertyDescription(
            "So many requests may wait at each gateway; beyond, they are refused with 503 and Retry-After.")
        @Default("1000")
        @Min(1)
        @Max(100000)
        Integer depth,
    @JsonPropertyDescription("How long one may wait, from 1ms to 1h; then it is refused with 503.")
        @Default("30s")
        @Pattern(Formats.DURATION)
        String timeout) {}
