package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** How answers are compressed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Compression(
    @JsonPropertyDescription(
            "In the order of preference among those that the client likes best. Default: [br, zstd, gzip].")
        @Size(max = 3)
        List<CompressionAlgorithm> algorithms,
    @JsonPropertyDescription("Shorter answers are left as they are.")
        @Default("1Ki")
        @Pattern(Formats.BYTES)
        String minSize,
    @JsonPropertyDescription(
            "Media types, with * for any subtype. Default: text/*, application/json, application/*+json, application/xml, application/*+xml, application/javascript, image/svg+xml. Event streams are compressed only where text/event-stream itself is listed.")
        @Size(max = 64)
        List<String> contentTypes) {}
