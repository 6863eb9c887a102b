package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;

/** Connections of each gateway to the endpoints. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolConnections(
    @JsonPropertyDescription("What is spoken.") @Default("HTTP1") BackendProtocol protocol,
    @JsonPropertyDescription("TLS. Default: none.") PoolTls tls,
    @JsonPropertyDescription(
            "Connections of one gateway to one endpoint, shared out among its threads; each has at least one.")
        @Default("512")
        @Min(1)
        @Max(100000)
        Integer maxPerEndpoint,
    @JsonPropertyDescription(
            "Requests of one gateway that may wait for a connection to one endpoint.")
        @Default("2048")
        @Min(0)
        @Max(100000)
        Integer maxWaiting,
    @JsonPropertyDescription("How long connecting may take, and a TLS handshake after it.")
        @Default("1s")
        @Pattern(Formats.DURATION)
        String connectTimeout,
    @JsonPropertyDescription("How long an unused connection is kept.")
        @Default("30s")
        @Pattern(Formats.DURATION)
        String idleTimeout) {}
