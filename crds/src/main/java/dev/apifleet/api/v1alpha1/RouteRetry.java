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

/** Further tries on another endpoint, for requests that are safe to repeat. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteRetry(
    @JsonPropertyDescription("Tries after the first. 0 turns retries off.")
        @Default("2")
        @Min(0)
        @Max(10)
        Integer attempts,
    @JsonPropertyDescription(
            "Answers after which a request is tried again. Default: [502, 503, 504].")
        @Size(max = 16)
        List<Integer> codes,
    @JsonPropertyDescription(
            "Longest wait before the first retry; each further one doubles it, with full jitter.")
        @Default("25ms")
        @Pattern(Formats.DURATION)
        String backoff,
    @JsonPropertyDescription("Longest wait before any retry.")
        @Default("250ms")
        @Pattern(Formats.DURATION)
        String maxBackoff) {}
