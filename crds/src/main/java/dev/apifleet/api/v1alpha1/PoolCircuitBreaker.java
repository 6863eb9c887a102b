package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;

/** When an endpoint that fails gets no requests for a while. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolCircuitBreaker(
    @JsonPropertyDescription(
            "Failures in a row, within the window, that open the breaker of an endpoint.")
        @Default("5")
        @Min(1)
        @Max(1000)
        Integer consecutiveFailures,
    @JsonPropertyDescription("Percent of failed requests within the window that opens it.")
        @Default("50")
        @Min(1)
        @Max(100)
        Integer errorRatio,
    @JsonPropertyDescription("Requests within the window before the ratio counts.")
        @Default("20")
        @Min(1)
        @Max(1000000)
        Integer minimumRequests,
    @JsonPropertyDescription("How far back failures count.")
        @Default("10s")
        @Pattern(Formats.DURATION)
        String window,
    @JsonPropertyDescription("How long it stays open before it is probed.")
        @Default("30s")
        @Pattern(Formats.DURATION)
        String openFor,
    @JsonPropertyDescription(
            "Successful probes that close it again; at most so many are under way at once.")
        @Default("1")
        @Min(1)
        @Max(100)
        Integer halfOpenProbes,
    @JsonPropertyDescription(
            "Percent of the endpoints that may be open at the same time. When all fail, all are open.")
        @Default("100")
        @Min(0)
        @Max(100)
        Integer maxEjected) {}
