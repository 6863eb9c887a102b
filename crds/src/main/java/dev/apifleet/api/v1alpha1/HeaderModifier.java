package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Edits of headers: set, then add, then remove. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeaderModifier(
    @JsonPropertyDescription(
            "Headers that replace any of the same name. Not those that frame a message or that only the fleet may set, such as Host, Content-Length and X-Forwarded-For.")
        @Size(max = 16)
        List<HeaderValue> set,
    @JsonPropertyDescription("Headers that come beside any of the same name.") @Size(max = 16)
        List<HeaderValue> add,
    @JsonPropertyDescription("Names of headers to take out.") @Size(max = 16)
        List<String> remove) {}
