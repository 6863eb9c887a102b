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
            "At most this long an answer is served from the cache; a shorter lifetime given by the backend is kept. Examples: 300s, 5m.")
        @Default("300s")
        @Pattern(Formats.DURATION)
        String ttl,
    @JsonPropertyDescription(
            "So long after it expired an answer is still served, while it is fetched anew. Default: as the backend says, else not.")
        @Pattern(Formats.DURATION)
        String staleWhileRevalidate,
    @JsonPropertyDescription(
            "So long after it expired an answer is served when the backend fails, or its breakers are open. Default: as the backend says, else not.")
        @Pattern(Formats.DURATION)
        String staleIfError,
    @JsonPropertyDescription("Query parameters that make answers differ. Default: all.")
        @Size(max = 32)
        List<String> keyQueryParams,
    @JsonPropertyDescription(
            "Request headers that make answers differ, besides those named by Vary.")
        @Size(max = 8)
        List<String> keyHeaders,
    @JsonPropertyDescription("Longer answers are not kept.") @Default("1Mi") @Pattern(Formats.BYTES)
        String maxBodySize,
    @JsonPropertyDescription(
            "Whether equal requests that come while one is under way wait for its answer.")
        @Default("true")
        Boolean coalesce) {}
