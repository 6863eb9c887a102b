package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Condition on a request; all of its parts must hold. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteMatch(
    @JsonPropertyDescription("Condition on the path. Default: prefix /.") PathMatch path,
    @JsonPropertyDescription("Request method. Default: any.") HttpMethod method,
    @JsonPropertyDescription("Conditions on headers; all must hold.") @Size(max = 16)
        List<ValueMatch> headers,
    @JsonPropertyDescription("Conditions on query parameters; all must hold.") @Size(max = 16)
        List<ValueMatch> queryParams) {}
