package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;

/** A port that the gateways open. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FleetListener(
    @JsonPropertyDescription("Name of the listener, unique within the fleet.")
        @Default("http")
        @Pattern("^[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$")
        String name,
    @JsonPropertyDescription(
            "Port of the gateway pods and of their Service, but 9000, which is their management port.")
        @Default("8080")
        @Min(1024)
        @Max(65535)
        Integer port,
    @JsonPropertyDescription("What is spoken there. HTTP: HTTP/1.1 and HTTP/2 without TLS.")
        @Default("HTTP")
        ListenerProtocol protocol,
    @JsonPropertyDescription(
            "Port of the nodes, for the Service types NodePort and LoadBalancer. Default: chosen by Kubernetes.")
        @Min(1)
        @Max(65535)
        Integer nodePort) {}
