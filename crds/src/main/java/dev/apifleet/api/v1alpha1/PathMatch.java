package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Condition on the path of a request, without its query. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.type == 'RegularExpression' || self.value.startsWith('/')",
    message = "a path or prefix starts with '/': add the slash, or set type to RegularExpression",
    fieldPath = ".value")
public record PathMatch(
    @JsonPropertyDescription(
            "Exact: the whole path is equal. PathPrefix: whole leading segments are equal, so /a matches /a and /a/b but not /ab. Template: segments are equal, but {name} takes any one and {name...} at the end all the rest. RegularExpression: the whole path matches (RE2 syntax).")
        @Default("PathPrefix")
        PathMatchType type,
    @JsonPropertyDescription(
            "The path, the prefix or the expression. Paths, prefixes and templates start with a slash.")
        @Default("/")
        @Size(min = 1, max = 1024)
        String value) {}
