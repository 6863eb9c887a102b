package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What GraphQL operations may ask for. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GraphQl(
    @JsonPropertyDescription("Levels of nested fields.") @Default("10") @Min(1) @Max(100)
        Integer maxDepth,
    @JsonPropertyDescription(
            "Sum over all fields: each costs 1, times the first, last or limit arguments of the lists it is in.")
        @Default("1000")
        @Min(1)
        @Max(1000000)
        Integer maxCost,
    @JsonPropertyDescription("Fields that are asked for under another name.")
        @Default("30")
        @Min(0)
        @Max(1000)
        Integer maxAliases,
    @JsonPropertyDescription("Whether the schema may be asked for.") @Default("true")
        Boolean introspection,
    @JsonPropertyDescription(
            "SHA-256 (hexadecimal) of the operations that alone may run, as written. Default: all may.")
        @Size(max = 1024)
        List<String> allow,
    @JsonPropertyDescription("Longer requests are refused.")
        @Default("64Ki")
        @Pattern(Formats.BYTES)
        String maxSize) {}
