package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;

/** Headers by which backends learn who asks; what clients send under these names is taken off. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IdentityHeaders(
    @JsonPropertyDescription("Subject of the token or key. Default: x-user-id.")
        @Pattern(Formats.HEADER_NAME)
        String subject,
    @JsonPropertyDescription("Tier. Default: x-user-tier.") @Pattern(Formats.HEADER_NAME)
        String tier,
    @JsonPropertyDescription("Roles, with commas. Default: x-user-roles.")
        @Pattern(Formats.HEADER_NAME)
        String roles,
    @JsonPropertyDescription("Scopes, with spaces. Default: x-user-scopes.")
        @Pattern(Formats.HEADER_NAME)
        String scopes) {}
