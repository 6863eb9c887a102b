package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;

/** What clients may take of a gateway. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FleetLimits(
    @JsonPropertyDescription("Connections of all clients to one gateway.")
        @Default("20000")
        @Min(1)
        @Max(1000000)
        Integer maxConnections,
    @JsonPropertyDescription(
            "Connections of one client address to one gateway; trusted proxies are not counted.")
        @Default("1000")
        @Min(1)
        @Max(1000000)
        Integer maxConnectionsPerAddress,
    @JsonPropertyDescription("How long the head of a request may take.")
        @Default("10s")
        @Pattern(Formats.DURATION)
        String headerTimeout,
    @JsonPropertyDescription(
            "How long a connection without a request is kept, and how long a body or answer may stand still for the client.")
        @Default("60s")
        @Pattern(Formats.DURATION)
        String idleTimeout,
    @JsonPropertyDescription(
            "Bytes a second that a client must send or take, averaged over 10s, after the first 10s.")
        @Default("100")
        @Min(0)
        @Max(1000000)
        Integer minBodyRate,
    @JsonPropertyDescription("Longer request lines are refused with 414.")
        @Default("8Ki")
        @Pattern(Formats.BYTES)
        String maxUrlLength,
    @JsonPropertyDescription("More of headers is refused with 431.")
        @Default("16Ki")
        @Pattern(Formats.BYTES)
        String maxHeaderSize,
    @JsonPropertyDescription(
            "Longer bodies are refused with 413, where a rule does not say otherwise.")
        @Default("10Mi")
        @Pattern(Formats.BYTES)
        String maxBodySize) {}
