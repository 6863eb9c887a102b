package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Who may use the rule. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteAuth(
    @JsonPropertyDescription(
            "Whether a request without a token, session or API key is refused with 401. What is presented must be valid in any case.")
        @Default("true")
        Boolean required,
    @JsonPropertyDescription("The client must have at least one of these roles. Empty: any.")
        @Size(max = 64)
        List<String> roles,
    @JsonPropertyDescription("The client must have all of these scopes. Empty: none needed.")
        @Size(max = 64)
        List<String> scopes) {}
