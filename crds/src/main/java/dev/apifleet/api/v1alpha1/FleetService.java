package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.util.Map;

/** The Service in front of the gateways. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FleetService(
    @JsonPropertyDescription(
            "ClusterIP: reached from within the cluster. NodePort: on a port of every node. LoadBalancer: by a load balancer of the cloud.")
        @Default("LoadBalancer")
        ServiceType type,
    @JsonPropertyDescription(
            "Annotations of the Service, such as those that cloud load balancers read.")
        Map<String, String> annotations) {}
