package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;

/** When a gateway that is itself overloaded sheds requests, the least important first. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FleetOverload(
    @JsonPropertyDescription("Percent of the CPU it may use.") @Default("95") @Min(1) @Max(100)
        Integer cpu,
    @JsonPropertyDescription("Percent of the heap that is in use after a collection.")
        @Default("92")
        @Min(1)
        @Max(100)
        Integer memory,
    @JsonPropertyDescription("How late the event loops may run.")
        @Default("100ms")
        @Pattern(Formats.DURATION)
        String latency) {}
