package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** How long answers are kept by the gateways. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteCache(
    @JsonPropertyDescription(
            "So long an answer is fresh where the backend does not say, and at most so long where it does. Examples: 300s, 5m.")
        @Default("300s")
        @Pattern(Formats.DURATION)
        String ttl,
    @JsonPropertyDescription(
            "So long after it expired an answer is still served, while it is fetched anew; 0s for never, whatever the backend says. What has must-revalidate is never served expired. Default: as the backend says, else not.")
        @Pattern(Formats.DURATION)
        String staleWhileRevalidate,
    @JsonPropertyDescription(
            "So long after it expired an answer is served when the backend fails or cannot be reached, or its breakers are open; 0s for never. Default: 1h where the rule has a fallback, else as the backend says, else not.")
        @Pattern(Formats.DURATION)
        String staleIfError,
    @JsonPropertyDescription(
            "Query parameters that make answers differ, in any order; an empty list for none. Default: the whole query, as it is written.")
        @Size(max = 32)
        List<String> keyQueryParams,
    @JsonPropertyDescription(
            "Request headers that make answers differ, besides those named by Vary; not Authorization or Cookie.")
        @Size(max = 8)
        List<String> keyHeaders,
    @JsonPropertyDescription("Longer answers are not kept. At most 16Mi.")
        @Default("1Mi")
        @Pattern(Formats.BYTES)
        String maxBodySize,
    @JsonPropertyDescription(
            "Whether equal requests that come while one is under way wait for its answer, for up to 5 s.")
        @Default("true")
        Boolean coalesce) {}
