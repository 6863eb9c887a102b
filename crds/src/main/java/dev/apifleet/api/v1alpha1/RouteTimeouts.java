package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;

/** How long a request may take. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteTimeouts(
    @JsonPropertyDescription(
            "From the request to the head of the answer, all tries included; then the client gets 504. 0s: no limit. Examples: 2s, 500ms.")
        @Default("30s")
        @Pattern(Formats.DURATION)
        String request,
    @JsonPropertyDescription(
            "How long one try may take until the head of its answer; then it failed, and may be tried again. Not longer than request. Default, and 0s: no limit of its own.")
        @Pattern(Formats.DURATION)
        String backendRequest,
    @JsonPropertyDescription(
            "How long the answer, or a tunnel such as a WebSocket, may be silent once it began. 0s: no limit.")
        @Default("5m")
        @Pattern(Formats.DURATION)
        String idle) {}
