package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;

/** What ConsistentHash keeps together. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HashKey(
    @JsonPropertyDescription(
            "What is hashed. A request without it is hashed by its client address.")
        @Default("Ip")
        HashKeyType type,
    @JsonPropertyDescription("Name of the header, cookie or query parameter.")
        @Size(min = 1, max = 256)
        String name) {}
