package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** A copy of the request. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestMirror(
    @JsonPropertyDescription(
            "The pool that gets the copy, with the edits of the filters before this one.")
        @Required
        PoolRef backendRef,
    @JsonPropertyDescription(
            "Share of the requests that are copied. Bodies of more than 64Ki are not.")
        @Default("100")
        @Min(0)
        @Max(100)
        Integer percent) {}
