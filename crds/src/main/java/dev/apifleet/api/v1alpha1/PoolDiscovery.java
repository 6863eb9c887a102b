package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Where the endpoints of a pool come from; exactly one source. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "(has(self.service) ? 1 : 0) + (has(self.dns) ? 1 : 0) + (has(self.endpoints) ? 1 : 0) == 1",
    message = "name exactly one source: service, dns or endpoints")
public record PoolDiscovery(
    @JsonPropertyDescription("The ready endpoints of a Service, by its EndpointSlices.")
        ServiceDiscovery service,
    @JsonPropertyDescription("Addresses by DNS.") DnsDiscovery dns,
    @JsonPropertyDescription("Fixed addresses.") @Size(min = 1, max = 256)
        List<StaticEndpoint> endpoints) {}
