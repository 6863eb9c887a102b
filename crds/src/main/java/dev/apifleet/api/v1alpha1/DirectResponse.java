package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** An answer without a backend. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DirectResponse(
    @JsonPropertyDescription("Status of the answer.") @Default("200") @Min(200) @Max(599)
        Integer statusCode,
    @JsonPropertyDescription("Media type of the body. Default: text/plain; charset=utf-8.")
        @Size(min = 1, max = 256)
        String contentType,
    @JsonPropertyDescription("Body of the answer. Default: empty.") @Size(min = 0, max = 65536)
        String body,
    @JsonPropertyDescription("Further headers of the answer.") @Size(max = 16)
        List<HeaderValue> headers) {}
