package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** A BackendPool in the same namespace and its share of the requests. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackendRef(
    @JsonPropertyDescription("Name of a BackendPool in the namespace of the route.")
        @Required
        @Pattern(Formats.OBJECT_NAME)
        String name,
    @JsonPropertyDescription(
            "Share of the requests in proportion to the other weights. 0 sends none.")
        @Default("1")
        @Min(0)
        @Max(1000000)
        Integer weight) {}
