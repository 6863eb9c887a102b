package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Which scripts of other origins may use the answers (Fetch standard). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Cors(
    @JsonPropertyDescription(
            "Origins as browsers write them, such as https://app.example.com or https://*.example.com (any labels in front); * for all. Default: none.")
        @Size(max = 64)
        List<String> allowOrigins,
    @JsonPropertyDescription("Methods; * for all. Default: GET, HEAD, POST.") @Size(max = 16)
        List<String> allowMethods,
    @JsonPropertyDescription("Request headers; * for all. Default: none besides the safe ones.")
        @Size(max = 64)
        List<String> allowHeaders,
    @JsonPropertyDescription(
            "Answer headers that scripts may read; * for all. Default: none besides the safe ones.")
        @Size(max = 64)
        List<String> exposeHeaders,
    @JsonPropertyDescription("Whether cookies and credentials may be sent. Not with *.")
        @Default("false")
        Boolean allowCredentials,
    @JsonPropertyDescription("How long a browser may keep the answer to a preflight request.")
        @Default("5s")
        @Pattern(Formats.DURATION)
        String maxAge) {}
