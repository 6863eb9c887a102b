package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** Where the client is sent. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestRedirect(
    @JsonPropertyDescription("http or https. Default: that of the request.") @Pattern("^https?$")
        String scheme,
    @JsonPropertyDescription("Host name without port. Default: that of the request.")
        @Size(min = 1, max = 253)
        String hostname,
    @JsonPropertyDescription("Change of the path. Default: none.") PathModifier path,
    @JsonPropertyDescription(
            "Default: the well-known port of the scheme where the scheme is set, else that of the request.")
        @Min(1)
        @Max(65535)
        Integer port,
    @JsonPropertyDescription("301, 302, 303, 307 or 308.") @Default("302") @Min(301) @Max(308)
        Integer statusCode) {}
