package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One way to ask for a version. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VersionSource(
    @JsonPropertyDescription("Where the request says so.") @Required VersionSourceType type,
    @JsonPropertyDescription(
            "Path: what stands before the paths of the matches, such as /v1, and is taken off for the backend. Header: its name; its value is the version. MediaType: such as application/vnd.acme, which matches application/vnd.acme.v1+json and application/vnd.acme+json;version=v1.")
        @Required
        @Size(min = 1, max = 256)
        String value) {}
