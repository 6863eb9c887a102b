package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** How the address of a client is found. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FleetClientIp(
    @JsonPropertyDescription(
            "CIDRs of proxies in front of the gateways whose X-Forwarded-For is believed; then the rightmost address outside of them is the client. Default: none, the TCP peer is the client.")
        @Size(max = 64)
        List<String> trustedProxies) {}
