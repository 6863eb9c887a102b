package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** Requests by which each gateway finds out whether an endpoint is healthy. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolHealthCheck(
    @JsonPropertyDescription(
            "Default: true where dns or endpoints name them, or where this object is given.")
        Boolean enabled,
    @JsonPropertyDescription(
            "Path of a GET that a healthy endpoint answers with 2xx or 3xx. Default: none, then a TCP connection is enough.")
        @Pattern("^/.*")
        @Size(min = 1, max = 1024)
        String path,
    @JsonPropertyDescription("Default: that of the endpoint.") @Min(1) @Max(65535) Integer port,
    @JsonPropertyDescription(
            "Time between two checks of an endpoint by one gateway, with jitter of a tenth; at least 100ms.")
        @Default("2s")
        @Pattern(Formats.DURATION)
        String interval,
    @JsonPropertyDescription("How long an answer may take.")
        @Default("1s")
        @Pattern(Formats.DURATION)
        String timeout,
    @JsonPropertyDescription("Failures in a row that make it unhealthy.")
        @Default("3")
        @Min(1)
        @Max(100)
        Integer unhealthyAfter,
    @JsonPropertyDescription("Successes in a row that make it healthy again.")
        @Default("2")
        @Min(1)
        @Max(100)
        Integer healthyAfter,
    @JsonPropertyDescription(
            "Below this percent of healthy endpoints the checks are ignored, and all get requests. 0: never. Breakers are not touched by it.")
        @Default("0")
        @Min(0)
        @Max(100)
        Integer panicThreshold) {}
