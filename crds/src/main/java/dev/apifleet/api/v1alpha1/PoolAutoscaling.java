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
@ValidationRule(
    value = "self.minReplicas > 0 || self.scaleToZero",
    message = "minReplicas may be 0 only with scaleToZero: true",
    fieldPath = ".minReplicas")
@ValidationRule(
    value = "self.metric != 'Cpu' || self.mode == 'Hpa'",
    message = "metric: Cpu needs mode: Hpa",
    fieldPath = ".metric")
@ValidationRule(
    value = "!self.scaleToZero || self.mode != 'Hpa'",
    message = "scaleToZero needs mode: Requests",
    fieldPath = ".scaleToZero")
public record PoolAutoscaling(
    @JsonPropertyDescription(
            "Never fewer than these, but for a pool without requests that may scale to zero. 0 only with scaleToZero, where it means the same as 1.")
        @Default("1")
        @Min(0)
        @Max(1000)
        Integer minReplicas,
    @JsonPropertyDescription("Never more than these.") @Default("10") @Min(1) @Max(1000)
        Integer maxReplicas,
    @JsonPropertyDescription(
            "What replicas follow. Concurrency: requests under way, as the gateways see them. Rate: requests per second that arrive. Latency: milliseconds that a request takes on average. Cpu: percent of the CPU that pods request, only with mode: Hpa.")
        @Default("Concurrency")
        ScalingMetric metric,
    @JsonPropertyDescription(
            "For Concurrency and Rate: how much of it one replica should carry. For Latency: the milliseconds that requests should not exceed on average. For Cpu: percent.")
        @Default("20")
        @Min(1)
        @Max(1000000)
        Integer target,
    @JsonPropertyDescription(
            "For Concurrency and Rate: percent of target that a replica gets; the rest is room for what comes while new replicas start.")
        @Default("100")
        @Min(1)
        @Max(100)
        Integer targetUtilization,
    @JsonPropertyDescription(
            "The load is averaged over this time, from 1s to 1h, in whole seconds.")
        @Default("60s")
        @Pattern(Formats.DURATION)
        String stableWindow,
    @JsonPropertyDescription(
            "When the average over this short time asks for twice the replicas there are, it decides, and nothing is scaled down; a second that asks for that doubles them at once. Not shorter than stableWindow: never. From 1s to 1h, in whole seconds, and not longer than stableWindow unless it is the default.")
        @Default("6s")
        @Pattern(Formats.DURATION)
        String panicWindow,
    @JsonPropertyDescription(
            "Replicas go only when no load needed them for this long, at most 1h. Default: stableWindow.")
        @Pattern(Formats.DURATION)
        String scaleDownDelay,
    @JsonPropertyDescription(
            "How fast replicas may be added. Default: at once. minReplicas and the first request to a pool at zero are never delayed.")
        ScalingRate scaleUp,
    @JsonPropertyDescription(
            "How fast replicas may be removed. Default: at once. maxReplicas is never delayed.")
        ScalingRate scaleDown,
    @JsonPropertyDescription(
            "Whether all replicas go when no request came for stableWindow and scaleToZeroGracePeriod together, nor for scaleDownDelay; the next request waits at a gateway until a replica is ready.")
        @Default("false")
        Boolean scaleToZero,
    @JsonPropertyDescription(
            "With scaleToZero: how long the pool stays at its size after a stableWindow without requests, at most 1h.")
        @Default("30s")
        @Pattern(Formats.DURATION)
        String scaleToZeroGracePeriod,
    @JsonPropertyDescription("With scaleToZero: what the first request wakes, and where it waits.")
        PoolActivation activation,
    @JsonPropertyDescription(
            "Who scales. Requests: the operator, by what the gateways report each second. Hpa: a HorizontalPodAutoscaler that the operator makes; Concurrency, Rate and Latency need the external metrics of the operator, Cpu those of metrics-server.")
        @Default("Requests")
        ScalingMode mode,
    @JsonPropertyDescription(
            "Replicas for load that is foreseen; they are only ever added to those that the present load needs. Default: none.")
        PoolPrediction prediction) {}
