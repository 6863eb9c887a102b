package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** A tier of clients. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FleetTier(
    @JsonPropertyDescription("As tokens and API keys name it.")
        @Required
        @Pattern("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$")
        String name,
    @JsonPropertyDescription(
            "Among requests of equal priority those of a higher tier are shed later.")
        @Default("0")
        @Min(0)
        @Max(1000)
        Integer priority) {}
