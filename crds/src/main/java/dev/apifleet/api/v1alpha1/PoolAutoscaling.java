package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;

/** Replicas that follow the load. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.minReplicas <= self.maxReplicas",
    message = "minReplicas must not exceed maxReplicas",
    fieldPath = ".minReplicas")
public record PoolAutoscaling(
    @JsonPropertyDescription("Never fewer than these.") @Default("1") @Min(1) @Max(1000)
        Integer minReplicas,
    @JsonPropertyDescription("Never more than these.") @Default("10") @Min(1) @Max(1000)
        Integer maxReplicas,
    @JsonPropertyDescription(
            "What replicas follow. Concurrency: requests under way, as the gateways see them.")
        @Default("Concurrency")
        ScalingMetric metric,
    @JsonPropertyDescription("How much of the metric one replica should carry.")
        @Default("20")
        @Min(1)
        @Max(1000000)
        Integer target,
    @JsonPropertyDescription(
            "The load is averaged over this time, and replicas go only when the load stayed lower for as long.")
        @Default("60s")
        @Pattern(Formats.DURATION)
        String stableWindow,
    @JsonPropertyDescription(
            "When the average over this short time asks for twice the replicas there are, it decides, and nothing is scaled down.")
        @Default("6s")
        @Pattern(Formats.DURATION)
        String panicWindow) {}
