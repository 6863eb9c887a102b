package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** What requests must look like before a backend sees them. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteValidation(
    @JsonPropertyDescription(
            "JSON Schema (2020-12), as JSON or YAML, that a JSON body must meet. Default: any body.")
        @Size(min = 1, max = 65536)
        String bodySchema,
    @JsonPropertyDescription("Whether a request without a body is refused.") @Default("false")
        Boolean bodyRequired,
    @JsonPropertyDescription(
            "JSON Schema of the query as an object; one value is a string, several an array. Numbers and booleans are read where the schema asks for them. Default: any query.")
        @Size(min = 1, max = 65536)
        String querySchema,
    @JsonPropertyDescription("The same for headers, by their name in lower case.")
        @Size(min = 1, max = 65536)
        String headerSchema,
    @JsonPropertyDescription("Longer bodies are refused unread where a schema needs them whole.")
        @Default("1Mi")
        @Pattern(Formats.BYTES)
        String maxBodySize) {}
