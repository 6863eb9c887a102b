package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** What is scaled: a resource with a scale subresource. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScaleTargetRef(
    @JsonPropertyDescription("API version of the resource.") @Default("apps/v1") String apiVersion,
    @JsonPropertyDescription("Kind of the resource.") @Default("Deployment") String kind,
    @JsonPropertyDescription("Name of the resource, in the namespace of the pool.")
        @Required
        @Pattern(Formats.OBJECT_NAME)
        String name) {}
