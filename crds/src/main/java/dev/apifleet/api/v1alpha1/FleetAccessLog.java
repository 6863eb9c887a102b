package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** What gateways write of each request on their standard output. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FleetAccessLog(
    @JsonPropertyDescription(
            "Which requests have a line. Errors: those that ended with a status from 400, or before their answer did.")
        @Default("Errors")
        AccessLogLevel level) {}
