package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A change of the path; the query stays as it is. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PathModifier(
    @JsonPropertyDescription("How the path is changed.") @Required PathModifierType type,
    @JsonPropertyDescription(
            "For ReplaceFullPath: the new path. {name} stands for a segment that a template matched.")
        @Size(min = 1, max = 1024)
        String replaceFullPath,
    @JsonPropertyDescription(
            "For ReplacePrefixMatch: what stands in place of the prefix; / takes it off. All matches of the rule must be of type PathPrefix.")
        @Size(min = 1, max = 1024)
        String replacePrefixMatch,
    @JsonPropertyDescription(
            "For ReplaceRegex: the expression (RE2), applied to all its matches in the path.")
        @Size(min = 1, max = 512)
        String pattern,
    @JsonPropertyDescription("For ReplaceRegex: the replacement; $1 stands for the first group.")
        @Size(min = 0, max = 512)
        String substitution) {}
