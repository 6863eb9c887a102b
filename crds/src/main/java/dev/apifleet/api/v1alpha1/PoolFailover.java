package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** Where requests go when the pool cannot take them. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolFailover(
    @JsonPropertyDescription(
            "A BackendPool in the same namespace. Its own failover is not followed.")
        @Required
        @Pattern(Formats.OBJECT_NAME)
        String pool) {}
