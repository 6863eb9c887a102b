package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/** Certificates of clients. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientValidation(
    @JsonPropertyDescription(
            "A Secret in the namespace of the fleet, whose ca.crt signs them. It is of type kubernetes.io/tls or has the label apifleet.dev/ca=true.")
        @Required
        ObjectName caCertificateRef,
    @JsonPropertyDescription("What becomes of clients without one.") @Default("Require")
        ClientValidationMode mode) {}
