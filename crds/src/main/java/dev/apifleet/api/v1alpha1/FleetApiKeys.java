package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Credentials that are no tokens: API keys and sessions. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FleetApiKeys(
    @JsonPropertyDescription("Header that carries an API key; Authorization: Bearer works as well.")
        @Default("X-API-Key")
        @Pattern(Formats.HEADER_NAME)
        String header,
    @JsonPropertyDescription(
            "Whether Secrets with the label apifleet.dev/api-key=true in the namespace of the fleet are keys.")
        @Default("true")
        Boolean secrets,
    @JsonPropertyDescription(
            "Whether keys and sessions are looked up in the Redis of the fleet, where issuers of your own keep them. Without spec.redis they are not.")
        @Default("true")
        Boolean redis,
    @JsonPropertyDescription(
            "Tiers that they may give; any other, or none, becomes free. Default: [free, pro, enterprise].")
        @Size(max = 32)
        List<String> allowedTiers) {}
