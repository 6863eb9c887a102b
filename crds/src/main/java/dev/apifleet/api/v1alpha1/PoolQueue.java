package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;

/** Requests that wait until others are done. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolQueue(
    @JsonPropertyDescription(
            "So many may wait at each gateway; beyond, the least important one is refused with 503.")
        @Default("100")
        @Min(0)
        @Max(100000)
        Integer depth,
    @JsonPropertyDescription("How long one may wait.") @Default("500ms") @Pattern(Formats.DURATION)
        String timeout) {}
