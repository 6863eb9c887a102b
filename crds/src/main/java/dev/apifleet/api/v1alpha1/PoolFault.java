package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** A simulated fault, for demonstrations and drills. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolFault(
    @JsonPropertyDescription(
            "Name of the pod, or the address, or address:port. Default: all of the pool.")
        @Size(min = 1, max = 260)
        String endpoint,
    @JsonPropertyDescription(
            "Status answered in place of the endpoint; it counts for breaker and retries as if the endpoint had answered it. Default: none.")
        @Min(400)
        @Max(599)
        Integer abort,
    @JsonPropertyDescription("How long the request is held back first. Default: not at all.")
        @Pattern(Formats.DURATION)
        String delay,
    @JsonPropertyDescription("Share of the requests that meet the fault.")
        @Default("100")
        @Min(0)
        @Max(100)
        Integer percent,
    @JsonPropertyDescription("When the fault ends. Default: when it is taken off this list.")
        @Pattern(Formats.TIME)
        String expires) {}
