package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** TLS of a listener. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListenerTls(
    @JsonPropertyDescription(
            "Secrets of type kubernetes.io/tls in the namespace of the fleet. The name that the client asks for chooses; the first serves all other names.")
        @Required
        @Size(min = 1, max = 64)
        List<ObjectName> certificateRefs,
    @JsonPropertyDescription("Certificates of clients. Default: none are asked for.")
        ClientValidation clientValidation,
    @JsonPropertyDescription("Oldest version that is spoken.") @Default("TLSv1_2")
        TlsVersion minVersion) {}
