package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What one gateway pod serves. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GatewayPodStatus(
    @JsonPropertyDescription("Name of the pod.") String name,
    @JsonPropertyDescription("Whether the pod is ready and not terminating.") Boolean ready,
    @JsonPropertyDescription("Snapshot version that it said it serves.") String version,
    @JsonPropertyDescription("What it could not build, each with the reason.")
        List<String> rejected) {}
