package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;

/** What became of a fleet. */
@JsonClassDescription("What became of the fleet.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GatewayFleetStatus(
    @JsonPropertyDescription(
            "The metadata.generation that all of this status is about; -1 before the operator has looked.")
        Long observedGeneration,
    @JsonPropertyDescription("Gateway pods.") @StatusReplicas Integer replicas,
    @JsonPropertyDescription("Gateway pods that are ready.") Integer readyReplicas,
    @JsonPropertyDescription("Gateway pods that the operator wants now.") Integer desiredReplicas,
    @JsonPropertyDescription("Label selector of the gateway pods.") @LabelSelector String selector,
    @JsonPropertyDescription("Snapshot version that was last published.") String version,
    @JsonPropertyDescription(
            "How many gateway pods serve the published version, of all that are ready: 3/3.")
        String gateways,
    @JsonPropertyDescription(
            "What the gateway pods have cost since they were first counted. It is written only when their number changes: up to now it is hours + replicas x (now - since).")
        PodHoursStatus podHours,
    @JsonPropertyDescription("The gateway pods and what each serves.") List<GatewayPodStatus> pods,
    @JsonPropertyDescription(
            "Ready, and what it is made of: Accepted, ResolvedRefs, Programmed. Scaling where the fleet is scaled. PartiallyInvalid and Stalled only where they are true.")
        List<StatusCondition> conditions)
    implements ObservedStatus {}
