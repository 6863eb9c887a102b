package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A client address that has failed too often is refused with 429 before it is tried again. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailureLimit(
    @JsonPropertyDescription("Answers that count as failures. Default: [401].") @Size(max = 16)
        List<Integer> statusCodes,
    @JsonPropertyDescription("So many failures in a window are allowed.")
        @Default("10")
        @Min(1)
        @Max(100000)
        Integer failures,
    @JsonPropertyDescription("Over how long failures count.")
        @Default("1m")
        @Pattern(Formats.DURATION)
        String window) {}
