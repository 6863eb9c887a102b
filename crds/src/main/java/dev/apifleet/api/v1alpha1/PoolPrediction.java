package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;

/** Load that is foreseen. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolPrediction(
    @JsonPropertyDescription(
            "None. Slope: the load goes on rising as it did over stableWindow, by least squares, as far as that is more than noise. LastWeek: it becomes what it was at the same time a week ago, as this operator saw it; a new operator has seen nothing. Neither is there for metric Latency.")
        @Default("None")
        PredictionMethod method,
    @JsonPropertyDescription(
            "How far ahead, from 1s to 1h: the time that a replica takes until it is ready.")
        @Default("30s")
        @Pattern(Formats.DURATION)
        String horizon) {}
