package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What became of a route. */
@JsonClassDescription("What became of the route.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiRouteStatus(
    @JsonPropertyDescription(
            "The metadata.generation that all of this status is about; -1 before the operator has looked.")
        Long observedGeneration,
    @JsonPropertyDescription(
            "How many gateway pods serve exactly this form of the route, of all that are ready: 3/3.")
        String gateways,
    @JsonPropertyDescription(
            "Ready, and what it is made of: Accepted, ResolvedRefs, Programmed. PartiallyInvalid and Stalled only where they are true.")
        List<StatusCondition> conditions)
    implements ObservedStatus {}
