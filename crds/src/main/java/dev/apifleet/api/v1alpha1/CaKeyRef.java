package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** A key of a Secret that holds certificates of authorities. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaKeyRef(
    @JsonPropertyDescription("Name of a Secret in the namespace of the fleet.")
        @Required
        @Pattern(Formats.OBJECT_NAME)
        String name,
    @JsonPropertyDescription("Key within the Secret.")
        @Default("ca.crt")
        @Pattern("^[-._a-zA-Z0-9]{1,253}$")
        String key) {}
