package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;

/** CPU and memory of a gateway pod. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FleetResources(
    @JsonPropertyDescription("What the scheduler sets aside. Default: cpu 100m, memory 192Mi.")
        Map<String, String> requests,
    @JsonPropertyDescription("What a pod may use. Default: memory 512Mi.")
        Map<String, String> limits) {}
