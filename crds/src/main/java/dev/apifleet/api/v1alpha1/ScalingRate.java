package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;

/** How much the number of replicas may change within any period. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.percent) || has(self.replicas)",
    message = "write percent or replicas or both, of which the larger counts")
public record ScalingRate(
    @JsonPropertyDescription(
            "Percent of the replicas, rounded up: of the fewest in the period when replicas are added, of the most when they are removed.")
        @Min(1)
        @Max(100000)
        Integer percent,
    @JsonPropertyDescription("So many replicas. With percent, the larger of both counts.")
        @Min(1)
        @Max(1000)
        Integer replicas,
    @JsonPropertyDescription("The time in which no more than that changes, from 1s to 1h.")
        @Default("15s")
        @Pattern(Formats.DURATION)
        String period) {}
