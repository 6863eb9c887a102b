package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;

/** A port that the gateways open. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "(has(self.protocol) && self.protocol == 'HTTPS') == has(self.tls)",
    message = "tls goes with protocol HTTPS: set both or none")
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
    @JsonPropertyDescription(
            "What is spoken there. HTTP: HTTP/1.1 and HTTP/2 without TLS. HTTPS: both with TLS. A change of it breaks the connections to the port.")
        @Default("HTTP")
        ListenerProtocol protocol,
    @JsonPropertyDescription("For HTTPS.") ListenerTls tls,
    @JsonPropertyDescription(
            "Port of the nodes, for the Service types NodePort and LoadBalancer. Default: chosen by Kubernetes.")
        @Min(1)
        @Max(65535)
        Integer nodePort) {}
