package dev.apifleet.gateway.graphql;

import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import java.util.List;

/** Reads GraphQL documents with bounds: the parser of graphql-java, without anything that runs. */
final class Documents {
  private static final int MOST_TOKENS = 15_000;
  private static final int MOST_BLANKS = 200_000;
  private static final int DEEPEST = 500;

  private final ParserOptions options;

  Documents(int maxBytes) {
    this.options =
        ParserOptions.newParserOptions()
            .captureIgnoredChars(false)
            .captureSourceLocation(false)
            .captureLineComments(false)
            .readerTrackData(false)
            .maxCharacters(maxBytes)
            .maxTokens(MOST_TOKENS)
            .maxWhitespaceTokens(MOST_BLANKS)
            .maxRuleDepth(DEEPEST)
            .build();
  }

  /** Reads a document. */
  Document read(String text) throws InvalidOperationException {
    try {
      return Parser.parse(
          ParserEnvironment.newParserEnvironment().document(text).parserOptions(options).build());
    } catch (InvalidSyntaxException _) {
      throw new InvalidOperationException(
          "The document is not valid GraphQL, or has more than " + MOST_TOKENS + " tokens.");
    } catch (RuntimeException | StackOverflowError _) {
      throw new InvalidOperationException("The document cannot be read.");
    }
  }

  /** The operation that would run. */
  static OperationDefinition choose(Document document, String name)
      throws InvalidOperationException {
    List<OperationDefinition> all = document.getDefinitionsOfType(OperationDefinition.class);
    if (name == null || name.isEmpty()) {
      if (all.size() != 1) {
        throw new InvalidOperationException("operationName has to say which operation is meant.");
      }
      return all.getFirst();
    }
    List<OperationDefinition> named =
        all.stream().filter(operation -> name.equals(operation.getName())).toList();
    if (named.size() != 1) {
      throw new InvalidOperationException("operationName names none or several operations.");
    }
    return named.getFirst();
  }
}
