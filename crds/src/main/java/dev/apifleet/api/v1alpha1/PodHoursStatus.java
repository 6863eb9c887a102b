package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** What replicas have cost, in a form that is true for as long as their number stays. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodHoursStatus(
    @JsonPropertyDescription("Hours of replicas until since, as 12.500.")
        @Pattern("^[0-9]{1,12}(\\.[0-9]{1,3})?$")
        @Required
        String hours,
    @JsonPropertyDescription("Replicas that are asked for from then on.") @Min(0) @Required
        Integer replicas,
    @JsonPropertyDescription("When this number of replicas was first asked for (RFC 3339).")
        @Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")
        @Required
        String since) {}
