package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Condition on a header or query parameter. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ValueMatch(
    @JsonPropertyDescription(
            "Name of the header (case does not matter) or query parameter (case matters).")
        @Required
        @Size(min = 1, max = 256)
        String name,
    @JsonPropertyDescription(
            "Exact: the value is equal. RegularExpression: the whole value matches (RE2 syntax).")
        @Default("Exact")
        ValueMatchType type,
    @JsonPropertyDescription("The value or the expression.") @Required @Size(min = 0, max = 4096)
        String value) {}
