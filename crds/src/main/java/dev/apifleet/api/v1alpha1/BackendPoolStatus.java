package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;

/** What became of a pool. */
@JsonClassDescription("What became of the pool.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackendPoolStatus(
    @JsonPropertyDescription(
            "The metadata.generation that all of this status is about; -1 before the operator has looked.")
        Long observedGeneration,
    @JsonPropertyDescription("Replicas of the scale target.") @StatusReplicas Integer replicas,
    @JsonPropertyDescription("Endpoints that can take requests.") Integer readyReplicas,
    @JsonPropertyDescription("Replicas that the operator wants now.") Integer desiredReplicas,
    @JsonPropertyDescription("Label selector of the pods of the scale target.") @LabelSelector
        String selector,
    @JsonPropertyDescription(
            "How many gateway pods use exactly this form of the pool, of all that are ready: 3/3.")
        String gateways,
    @JsonPropertyDescription(
            "What the replicas of the scale target have cost since they were first counted. It is written only when their number changes: up to now it is hours + replicas x (now - since).")
        PodHoursStatus podHours,
    @JsonPropertyDescription(
            "Ready, and what it is made of: Accepted, ResolvedRefs, Programmed. Scaling where the target is scaled. PartiallyInvalid and Stalled only where they are true.")
        List<StatusCondition> conditions)
    implements ObservedStatus {}
