package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;

/** Gateway pods that follow the load of the gateways. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.minReplicas <= self.maxReplicas",
    message = "minReplicas must not exceed maxReplicas",
    fieldPath = ".minReplicas")
public record FleetAutoscaling(
    @JsonPropertyDescription("Never fewer than these.") @Default("3") @Min(1) @Max(1000)
        Integer minReplicas,
    @JsonPropertyDescription("Never more than these.") @Default("15") @Min(1) @Max(1000)
        Integer maxReplicas,
    @JsonPropertyDescription(
            "What the number of gateways follows. Cpu: thousandths of a CPU that they use. Concurrency: requests under way at pools. Rate: requests per second that arrive.")
        @Default("Cpu")
        FleetScalingMetric metric,
    @JsonPropertyDescription(
            "How much of the metric one gateway should carry. Default: 600 for Cpu, 100 for Concurrency, 1000 for Rate.")
        @Min(1)
        @Max(1000000)
        Integer target,
    @JsonPropertyDescription(
            "The load is averaged over this time, from 1s to 1h, in whole seconds.")
        @Default("60s")
        @Pattern(Formats.DURATION)
        String stableWindow,
    @JsonPropertyDescription(
            "When the average over this short time asks for twice the gateways there are, it decides, and nothing is scaled down. Not shorter than stableWindow: never. From 1s to 1h, in whole seconds, and not longer than stableWindow unless it is the default.")
        @Default("6s")
        @Pattern(Formats.DURATION)
        String panicWindow,
    @JsonPropertyDescription(
            "Gateways go only when no load needed them for this long, at most 1h. Default: stableWindow.")
        @Pattern(Formats.DURATION)
        String scaleDownDelay,
    @JsonPropertyDescription(
            "How fast gateways may be added. Default: at once. minReplicas is never delayed.")
        ScalingRate scaleUp,
    @JsonPropertyDescription(
            "How fast gateways may be removed. Default: at once. maxReplicas is never delayed.")
        ScalingRate scaleDown) {}
