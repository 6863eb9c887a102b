package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Which requests are refused since they look like an attack. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Waf(
    @JsonPropertyDescription("Enforce: refuse with 403. Shadow: only count and report.")
        @Default("Enforce")
        LimitMode mode,
    @JsonPropertyDescription("Groups that act. Default: all.") @Size(max = 16) List<WafRule> rules,
    @JsonPropertyDescription("So much of a body is looked at; 0 leaves bodies alone.")
        @Default("8Ki")
        @Pattern(Formats.BYTES)
        String bodyLimit) {}
