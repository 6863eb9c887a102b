package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.List;

/**
 * A group of endpoints that serve the same API, how requests are spread over them, and how they
 * scale.
 */
@JsonClassDescription("Where the endpoints are, how they are used and how they scale.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!(has(self.replicas) && has(self.autoscaling))",
    message = "replicas and autoscaling exclude each other: remove one of them")
@ValidationRule(
    value = "!(has(self.replicas) || has(self.autoscaling)) || has(self.scaleTargetRef)",
    message = "replicas and autoscaling need a target: set scaleTargetRef.name")
public record BackendPoolSpec(
    @JsonPropertyDescription("Where the endpoints come from.") @Required PoolDiscovery discovery,
    @JsonPropertyDescription("What is scaled. Default: nothing.") ScaleTargetRef scaleTargetRef,
    @JsonPropertyDescription(
            "Wanted replicas of the scale target, also set by kubectl scale. Only without autoscaling.")
        @SpecReplicas
        @Min(0)
        @Max(1000)
        Integer replicas,
    @JsonPropertyDescription("Replicas that follow the load. Only without replicas.")
        PoolAutoscaling autoscaling,
    @JsonPropertyDescription("How requests are spread. Default: RoundRobin.")
        PoolLoadBalancer loadBalancer,
    @JsonPropertyDescription(
            "When a failing endpoint gets no requests. Default: 5 failures in a row within 10s, or 50 % of at least 20 requests; open for 30s; one probe.")
        PoolCircuitBreaker circuitBreaker,
    @JsonPropertyDescription(
            "Requests by which the gateways find out whether an endpoint is healthy. Default: on for dns and endpoints; off for a Service, whose readiness probes decide.")
        PoolHealthCheck healthCheck,
    @JsonPropertyDescription(
            "Connections of the gateways to the endpoints. Default: HTTP/1.1 without TLS.")
        PoolConnections connections,
    @JsonPropertyDescription(
            "Retries and hedges under way, in percent of all requests under way of a gateway; 3 are always allowed.")
        @Default("20")
        @Min(0)
        @Max(100)
        Integer retryBudget,
    @JsonPropertyDescription(
            "Where requests go when no endpoint can take them. Default: nowhere, they are refused with 503.")
        PoolFailover failover,
    @JsonPropertyDescription("How many requests may be under way at once. Default: no limit.")
        PoolConcurrency concurrency,
    @JsonPropertyDescription("Endpoints that get no requests: the toggle of an operator on call.")
        @Size(max = 64)
        List<DisabledEndpoint> disabledEndpoints,
    @JsonPropertyDescription("Simulated faults, for demonstrations and drills.") @Size(max = 64)
        List<PoolFault> faults) {}
