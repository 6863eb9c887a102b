package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** One step that a rule adds to the way of its requests. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteFilter(
    @JsonPropertyDescription("What it does; the field of the same name says how.") @Required
        RouteFilterType type,
    @JsonPropertyDescription("For RequestHeaderModifier.") HeaderModifier requestHeaderModifier,
    @JsonPropertyDescription("For ResponseHeaderModifier.") HeaderModifier responseHeaderModifier,
    @JsonPropertyDescription("For URLRewrite.") UrlRewrite urlRewrite,
    @JsonPropertyDescription("For RequestRedirect.") RequestRedirect requestRedirect,
    @JsonPropertyDescription("For DirectResponse.") DirectResponse directResponse,
    @JsonPropertyDescription("For RequestMirror.") RequestMirror requestMirror,
    @JsonPropertyDescription("For CORS.") Cors cors,
    @JsonPropertyDescription(
            "For Compression. Default: br, zstd and gzip for text of at least 1Ki.")
        Compression compression,
    @JsonPropertyDescription(
            "For FailureLimit. Default: 10 answers of 401 in 1m for each client address.")
        FailureLimit failureLimit,
    @JsonPropertyDescription("For WAF. Default: all rule groups, enforced.") Waf waf,
    @JsonPropertyDescription("For GraphQL. Default: depth 10, cost 1000.") GraphQl graphQL) {}
