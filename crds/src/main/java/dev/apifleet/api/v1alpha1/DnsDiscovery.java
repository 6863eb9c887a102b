package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Addresses by DNS; their time to live is kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DnsDiscovery(
    @JsonPropertyDescription(
            "A host name (A and AAAA), or with _service._proto. in front the name of SRV records, such as _http._tcp.api.default.svc.cluster.local. Write it in full: what is missing is looked for in the search domains of the gateway.")
        @Required
        @Size(min = 1, max = 253)
        String name,
    @JsonPropertyDescription("TCP port; needed for a host name, not used with SRV.")
        @Min(1)
        @Max(65535)
        Integer port) {}
