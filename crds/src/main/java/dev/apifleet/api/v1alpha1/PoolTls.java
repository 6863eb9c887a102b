package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** TLS with the endpoints. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolTls(
    @JsonPropertyDescription(
            "Name in their certificates, also sent as SNI. Default: the address of the endpoint.")
        @Size(min = 1, max = 253)
        String serverName,
    @JsonPropertyDescription(
            "A Secret in the namespace of the pool, whose ca.crt signs their certificates. It is of type kubernetes.io/tls or has the label apifleet.dev/ca=true. Default: the well-known authorities.")
        ObjectName caCertificateRef,
    @JsonPropertyDescription(
            "A Secret of type kubernetes.io/tls in the namespace of the pool that the gateways show. Default: none.")
        ObjectName clientCertificateRef) {}
