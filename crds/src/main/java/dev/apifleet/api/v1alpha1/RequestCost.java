package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;

/** What a request is charged. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestCost(
    @JsonPropertyDescription(
            "Charged where neither header nor bodyBytes say how much. A request that costs more than a whole limit, or a bucket's size, is always refused.")
        @Default("1")
        @Min(1)
        @Max(1000000)
        Long requests,
    @JsonPropertyDescription(
            "Request header that holds the cost, a whole number from 1. For clients that are trusted, or a proxy before the gateways that writes it: whoever may set it may make requests cheap. Default: none.")
        @Pattern(Formats.HEADER_NAME)
        String header,
    @JsonPropertyDescription(
            "Charge one for each so many bytes of the request's body, or part of them, where the header does not say otherwise. Examples: 1Ki, 64Ki. Default: bodies cost nothing.")
        @Pattern(Formats.BYTES)
        String bodyBytes,
    @JsonPropertyDescription(
            "Header of the backend's answer that holds what the request really cost, a whole number from 0; the difference is charged or given back when the answer comes. Clients do not get to see it. Default: none.")
        @Pattern(Formats.HEADER_NAME)
        String responseHeader,
    @JsonPropertyDescription(
            "The highest cost that header, bodyBytes or responseHeader can give; more counts as this.")
        @Default("1000")
        @Min(1)
        @Max(1000000)
        Long maximum) {}
