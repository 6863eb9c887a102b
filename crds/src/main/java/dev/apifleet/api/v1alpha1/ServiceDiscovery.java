package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** Endpoints of a Kubernetes Service. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceDiscovery(
    @JsonPropertyDescription("Name of a Service in the namespace of the pool.")
        @Required
        @Pattern(Formats.OBJECT_NAME)
        String name,
    @JsonPropertyDescription("Port of the Service. Default: its only port.") @Min(1) @Max(65535)
        Integer port) {}
