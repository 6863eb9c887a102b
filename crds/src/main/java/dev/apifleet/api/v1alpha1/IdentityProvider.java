package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** An issuer whose tokens are believed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IdentityProvider(
    @JsonPropertyDescription("Name of the provider, unique within the fleet.")
        @Required
        @Pattern(Formats.OBJECT_NAME)
        String name,
    @JsonPropertyDescription("The iss claim that tokens must carry.")
        @Required
        @Size(min = 1, max = 1024)
        String issuer,
    @JsonPropertyDescription("Where the public keys are served (JWKS), http or https.")
        @Required
        @Pattern("^https?://.+")
        String jwksUri,
    @JsonPropertyDescription("A token must carry one of them in aud.")
        @Required
        @Size(min = 1, max = 16)
        List<String> audiences,
    @JsonPropertyDescription(
            "JOSE algorithms that are accepted, of RS256, RS384, RS512, ES256, ES384, ES512, PS256, PS384 and PS512. Default: [RS256].")
        @Size(max = 9)
        List<String> algorithms,
    @JsonPropertyDescription("Claim that holds the tier.") @Default("tier") String tierClaim,
    @JsonPropertyDescription("Claim that holds the roles.") @Default("roles") String rolesClaim,
    @JsonPropertyDescription(
            "Tiers that this issuer may give; any other, or none, becomes free. Default: [free, pro, enterprise].")
        @Size(max = 32)
        List<String> allowedTiers) {}
