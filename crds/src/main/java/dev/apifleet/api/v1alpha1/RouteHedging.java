package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** A second try that starts while the first still waits; the faster one answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteHedging(
    @JsonPropertyDescription("How long the first may take before the next one starts.")
        @Required
        @Pattern(Formats.DURATION)
        String after,
    @JsonPropertyDescription("Further tries, one after the other.") @Default("1") @Min(1) @Max(3)
        Integer attempts) {}
