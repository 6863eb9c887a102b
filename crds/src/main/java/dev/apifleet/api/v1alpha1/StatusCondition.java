package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** One observation about a resource, in the form of Kubernetes conditions. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusCondition(
    @JsonPropertyDescription(
            "Accepted: the resource is valid. ResolvedRefs: all that it refers to exists. Programmed: every gateway serves it as it is now. Ready: all of these hold, and no part is left out. PartiallyInvalid: parts are left out. Stalled: it takes a change to become Ready. Scaling (BackendPool): we scale its target.")
        String type,
    @JsonPropertyDescription("True, False or Unknown.") String status,
    @JsonPropertyDescription("One word for programs.") String reason,
    @JsonPropertyDescription("One sentence for people: which field, what was found, what to do.")
        String message,
    @JsonPropertyDescription("When the status last flipped (RFC 3339).") String lastTransitionTime,
    @JsonPropertyDescription("The metadata.generation that was observed.")
        Long observedGeneration) {}
