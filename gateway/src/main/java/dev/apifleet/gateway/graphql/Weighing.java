package dev.apifleet.gateway.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Weighs one operation. A fragment is weighed once, however often it is used, so the work is linear
 * in the document, even where what it asks for is exponential.
 */
final class Weighing {
  private static final Set<String> SIZES = Set.of("first", "last", "limit");

  private final Map<String, FragmentDefinition> fragments = new HashMap<>();
  private final Map<String, Weight> weighed = new HashMap<>();
  private final OperationDefinition operation;
  private final JsonNode variables;

  Weighing(Document document, OperationDefinition operation, JsonNode variables) {
    this.operation = operation;
    this.variables = variables;
    document
        .getDefinitionsOfType(FragmentDefinition.class)
        .forEach(fragment -> fragments.put(fragment.getName(), fragment));
  }

  /**
   * The weight of the operation.
   *
   * @throws InvalidOperationException for fragments that are missing or contain themselves
   */
  Weight weigh() throws InvalidOperationException {
    try {
      return of(operation.getSelectionSet());
    } catch (StackOverflowError _) {
      throw new InvalidOperationException("Its fragments are nested too deep.");
    }
  }

  private Weight of(SelectionSet set) throws InvalidOperationException {
    Weight sum = Weight.NOTHING;
    if (set != null) {
      for (Selection<?> selection : set.getSelections()) {
        sum = sum.plus(of(selection));
      }
    }
    return sum;
  }

  private Weight of(Selection<?> selection) throws InvalidOperationException {
    return switch (selection) {
      case Field field ->
          of(field.getSelectionSet())
              .under(items(field), field.getAlias() != null, introspects(field.getName()));
      case InlineFragment fragment -> of(fragment.getSelectionSet());
      case FragmentSpread spread -> fragment(spread.getName());
      default -> Weight.NOTHING;
    };
  }

  private static boolean introspects(String field) {
    return field.equals("__schema") || field.equals("__type");
  }

  private Weight fragment(String name) throws InvalidOperationException {
    if (weighed.containsKey(name)) {
      Weight known = weighed.get(name);
      if (known == null) {
        throw new InvalidOperationException("A fragment contains itself.");
      }
      return known;
    }
    FragmentDefinition fragment = fragments.get(name);
    if (fragment == null) {
      throw new InvalidOperationException("A fragment that is used is not defined.");
    }
    weighed.put(name, null);
    Weight weight = of(fragment.getSelectionSet());
    weighed.put(name, weight);
    return weight;
  }

  /** How many items a list may have; 1 where nothing says so. */
  private long items(Field field) {
    long most = 1;
    for (Argument argument : field.getArguments()) {
      if (SIZES.contains(argument.getName())) {
        most = Math.max(most, number(argument.getValue()));
      }
    }
    return most;
  }

  private long number(Value<?> value) {
    return switch (value) {
      case IntValue number -> saturated(number.getValue());
      case StringValue text -> parsed(text.getValue());
      case VariableReference variable -> variable(variable.getName());
      case null, default -> 1;
    };
  }

  private long variable(String name) {
    JsonNode sent = variables.path(name);
    if (sent.isNumber()) {
      return sent.isIntegralNumber() ? saturated(sent.bigIntegerValue()) : sent.asLong();
    }
    if (sent.isTextual()) {
      return parsed(sent.asText());
    }
    return operation.getVariableDefinitions().stream()
        .filter(definition -> sent.isMissingNode() && definition.getName().equals(name))
        .mapToLong(definition -> constant(definition.getDefaultValue()))
        .findFirst()
        .orElse(1);
  }

  private long constant(Value<?> value) {
    return value instanceof VariableReference ? 1 : number(value);
  }

  private static long parsed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return 1;
    }
  }

  private static long saturated(BigInteger number) {
    return number.bitLength() < Long.SIZE ? number.longValue() : Long.MAX_VALUE;
  }
}
