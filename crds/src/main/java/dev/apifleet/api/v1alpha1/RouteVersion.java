package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** The version of the API that a rule serves. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteVersion(
    @JsonPropertyDescription("The version as clients ask for it, such as v1 or 2026-01-01.")
        @Required
        @Pattern("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$")
        String name,
    @JsonPropertyDescription(
            "Ways to ask for it; any one is enough. Default: none, then the matches alone decide.")
        @Size(max = 8)
        List<VersionSource> sources,
    @JsonPropertyDescription(
            "Whether requests that name no version, or one that no rule serves, get this one too.")
        @Default("false")
        Boolean fallback,
    @JsonPropertyDescription("From when on answers carry Deprecation (RFC 9745).")
        @Pattern(Formats.TIME)
        String deprecatedSince,
    @JsonPropertyDescription(
            "When the version ends: answers carry Sunset (RFC 8594), and from then on are 410.")
        @Pattern(Formats.TIME)
        String sunset,
    @JsonPropertyDescription("Where the change is documented; sent as Link with the deprecation.")
        @Pattern("^https?://.+")
        @Size(min = 1, max = 1024)
        String link) {}
