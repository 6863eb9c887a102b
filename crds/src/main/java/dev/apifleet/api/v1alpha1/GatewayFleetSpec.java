package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.List;

/** A fleet of gateway pods and what holds for all of them. */
@JsonClassDescription("What the fleet is to be.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GatewayFleetSpec(
    @JsonPropertyDescription(
            "Wanted gateway pods, also set by kubectl scale. Not followed while autoscaling is set.")
        @SpecReplicas
        @Default("3")
        @Min(0)
        @Max(1000)
        Integer replicas,
    @JsonPropertyDescription("Ports that the gateways open. Default: one, http on 8080.")
        @Size(max = 16)
        List<FleetListener> listeners,
    @JsonPropertyDescription("The Service in front of the gateways. Default: LoadBalancer.")
        FleetService service,
    @JsonPropertyDescription("Which routes may attach. Default: those of the same namespace.")
        AllowedRoutes allowedRoutes,
    @JsonPropertyDescription("How the address of a client is found. Default: the TCP peer.")
        FleetClientIp clientIp,
    @JsonPropertyDescription("Issuers whose tokens are believed. Default: none.") @Size(max = 16)
        List<IdentityProvider> identityProviders,
    @JsonPropertyDescription(
            "The Redis that the gateways share. Default: none, then limits are decided by onStoreFailure.")
        FleetRedis redis,
    @JsonPropertyDescription("CPU and memory of a gateway pod.") FleetResources resources,
    @JsonPropertyDescription(
            "Which scripts of other origins may use the routes, where a rule has no filter of its own for that. Default: none.")
        Cors cors,
    @JsonPropertyDescription(
            "Tiers of clients, in any order. Default: anonymous 0, free 100, pro 200, enterprise 300.")
        @Size(max = 32)
        List<FleetTier> tiers,
    @JsonPropertyDescription("API keys and sessions. Default: none are accepted.")
        FleetApiKeys apiKeys,
    @JsonPropertyDescription("Headers by which backends learn who asks. Default: none are sent.")
        IdentityHeaders identityHeaders,
    @JsonPropertyDescription("What clients may take of a gateway.") FleetLimits limits,
    @JsonPropertyDescription("When a gateway that is itself overloaded sheds requests.")
        FleetOverload overload,
    @JsonPropertyDescription("What gateways write of requests on their standard output.")
        FleetAccessLog accessLog,
    @JsonPropertyDescription(
            "Gateway pods that follow the load of the gateways. Default: none, replicas is followed.")
        FleetAutoscaling autoscaling) {}
