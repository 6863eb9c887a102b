package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What became of a policy. */
@JsonClassDescription("What became of the policy.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RateLimitPolicyStatus(
    @JsonPropertyDescription(
            "How many gateway pods enforce exactly this form of the policy, of all that are ready: 3/3.")
        String gateways,
    @JsonPropertyDescription("Accepted, ResolvedRefs, Programmed.")
        List<StatusCondition> conditions) {}
