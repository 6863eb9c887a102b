package dev.apifleet.snapshot.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.google.re2j.Pattern;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.FailFastAssertionException;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A JSON Schema (2020-12) whose work is bounded: its expressions are RE2's, nothing is fetched, and
 * of what it refers to only so much is followed for one value.
 */
public final class Schema {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.builder()
          .defaultMetaSchemaIri(JsonMetaSchema.getV202012().getIri())
          .metaSchema(
              JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                  .vocabularyFactory(CountedRefs::vocabulary)
                  .build())
          .schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance()))
          .enableSchemaCache(false)
          .build();

  private final JsonNode document;
  private final JsonSchema schema;
  private final boolean recursive;

  /**
   * Where a value is not as it has to be.
   *
   * @param pointer JSON Pointer into the value
   */
  public record Violation(String pointer, String message) {
    private static Violation of(ValidationMessage message) {
      return new Violation(message.getInstanceLocation().toString(), message.getError());
    }
  }

  /** Thrown where holding a value against a schema takes more steps than it may. */
  public static final class TooComplexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooComplexException() {
      super("too many steps", null, false, false);
    }
  }

  private Schema(JsonNode document, JsonSchema schema, boolean recursive) {
    this.recursive = recursive;
    this.document = document;
    this.schema = schema;
  }

  /**
   * Reads a schema that {@link #faults} finds nothing wrong with.
   *
   * @throws IllegalArgumentException for one that cannot be read
   */
  public static Schema of(JsonNode document) {
    SchemaReferences references = new SchemaReferences(document);
    if (!references.faults().isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", references.faults()));
    }
    try {
      return new Schema(
          document,
          FACTORY.getSchema(document, config(references.isRecursive())),
          references.isRecursive());
    } catch (JsonSchemaException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Of a recursive schema the library would keep every turn that any value ever took, so there its
   * references are resolved anew; expressions are compiled once all the same.
   */
  private static SchemaValidatorsConfig config(boolean recursive) {
    Map<String, Pattern> patterns = new ConcurrentHashMap<>();
    return SchemaValidatorsConfig.builder()
        .regularExpressionFactory(
            expression -> {
              Pattern pattern = patterns.computeIfAbsent(expression, Pattern::compile);
              return text -> pattern.matcher(text).find();
            })
        .pathType(PathType.JSON_POINTER)
        .locale(Locale.ENGLISH)
        .formatAssertionsEnabled(true)
        .preloadJsonSchema(false)
        .cacheRefs(!recursive)
        .build();
  }

  /** Whether a part contains itself, so that also a short value may take many steps. */
  public boolean isRecursive() {
    return recursive;
  }

  /** The schema as it is written. */
  public JsonNode document() {
    return document;
  }

  /** What is wrong with a schema. */
  public static List<String> faults(JsonNode document) {
    Set<String> faults = new LinkedHashSet<>();
    Meta.SCHEMA
        .validate(document)
        .forEach(m -> faults.add(m.getInstanceLocation() + " " + m.getError()));
    new SchemaReferences(document).faults().forEach(faults::add);
    if (faults.isEmpty()) {
      faults.addAll(probe(document));
    }
    return List.copyOf(faults);
  }

  /** A schema can refer to itself without end. */
  private static List<String> probe(JsonNode document) {
    try {
      of(document).violations(NullNode.getInstance(), 1, 1_000);
      return List.of();
    } catch (TooComplexException _) {
      return List.of("it refers to itself without end");
    } catch (RuntimeException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Where the value is not as it has to be, at most so often.
   *
   * @param steps so many references are followed
   * @throws TooComplexException when more steps are needed
   */
  public List<Violation> violations(JsonNode value, int most, long steps) {
    Steps budget = new Steps(steps);
    budget.setFailFast(most == 1);
    try {
      return schema.validate(budget, value).stream().limit(most).map(Violation::of).toList();
    } catch (FailFastAssertionException e) {
      return List.of(Violation.of(e.getValidationMessage()));
    } catch (StackOverflowError _) {
      throw new TooComplexException();
    }
  }

  /** What is left of the steps. */
  static final class Steps extends ExecutionContext {
    private long left;

    private Steps(long left) {
      this.left = left;
      getExecutionConfig().setFormatAssertionsEnabled(true);
      getExecutionConfig().setLocale(Locale.ENGLISH);
    }

    void take() {
      if (--left < 0) {
        throw new TooComplexException();
      }
    }
  }

  /** The schema of schemas, which comes with the library. */
  private static final class Meta {
    private static final JsonSchema SCHEMA =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaLocation.of(SchemaId.V202012), config(false));
  }
}
