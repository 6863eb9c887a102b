package dev.apifleet.snapshot.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.DynamicRefValidator;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.Keyword;
import com.networknt.schema.RefValidator;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.Vocabularies;
import com.networknt.schema.Vocabulary;
import java.util.Set;

/**
 * References of a schema that are counted as they are followed: without them a schema does at most
 * as much as it is long for each part of a value, with them there is no bound.
 */
enum CountedRefs implements Keyword {
  STATIC("$ref") {
    @Override
    public JsonValidator newValidator(
        SchemaLocation location,
        JsonNodePath path,
        JsonNode node,
        JsonSchema parent,
        ValidationContext context) {
      return new Static(location, path, node, parent, context);
    }
  },
  DYNAMIC("$dynamicRef") {
    @Override
    public JsonValidator newValidator(
        SchemaLocation location,
        JsonNodePath path,
        JsonNode node,
        JsonSchema parent,
        ValidationContext context) {
      return new Dynamic(location, path, node, parent, context);
    }
  };

  private final String keyword;

  CountedRefs(String keyword) {
    this.keyword = keyword;
  }

  @Override
  public String getValue() {
    return keyword;
  }

  /** A vocabulary of the standard with its references counted; null for one that is none. */
  static Vocabulary vocabulary(String iri) {
    Vocabulary standard = Vocabularies.getVocabulary(iri);
    return standard == null
        ? null
        : new Vocabulary(
            iri, standard.getKeywords().stream().map(CountedRefs::counted).toArray(Keyword[]::new));
  }

  private static Keyword counted(Keyword keyword) {
    for (CountedRefs reference : values()) {
      if (reference.keyword.equals(keyword.getValue())) {
        return reference;
      }
    }
    return keyword;
  }

  private static void count(ExecutionContext context) {
    if (context instanceof Schema.Steps steps) {
      steps.take();
    }
  }

  private static final class Static extends RefValidator {
    private Static(
        SchemaLocation location,
        JsonNodePath path,
        JsonNode node,
        JsonSchema parent,
        ValidationContext context) {
      super(location, path, node, parent, context);
    }

    @Override
    public Set<ValidationMessage> validate(
        ExecutionContext context, JsonNode node, JsonNode root, JsonNodePath location) {
      count(context);
      return super.validate(context, node, root, location);
    }
  }

  private static final class Dynamic extends DynamicRefValidator {
    private Dynamic(
        SchemaLocation location,
        JsonNodePath path,
        JsonNode node,
        JsonSchema parent,
        ValidationContext context) {
      super(location, path, node, parent, context);
    }

    @Override
    public Set<ValidationMessage> validate(
        ExecutionContext context, JsonNode node, JsonNode root, JsonNodePath location) {
      count(context);
      return super.validate(context, node, root, location);
    }
  }
}
