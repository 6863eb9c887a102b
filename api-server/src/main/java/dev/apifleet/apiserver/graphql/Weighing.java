package dev.apifleet.apiserver.graphql;

import graphql.language.Argument;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableReference;
import java.util.HashMap;
import java.util.Map;

/**
 * Weighs an operation before it runs. Each fragment is weighed once, however often it is spread, so
 * that it takes time in proportion to the text. The document must be valid: no fragment may contain
 * itself.
 */
final class Weighing {

  /** The lists without a page size. */
  private static final Map<String, Integer> LISTS =
      Map.of("resources", GraphApi.USUAL_PAGE, "latestResources", People.LATEST);

  private static final int LARGEST_PAGE = GraphApi.LARGEST_PAGE;
  private static final String SIZE = "first";

  private final Map<String, FragmentDefinition> fragments;
  private final Map<String, Object> variables;
  private final Map<String, Weight> known = new HashMap<>();

  Weighing(Map<String, FragmentDefinition> fragments, Map<String, Object> variables) {
    this.fragments = fragments;
    this.variables = variables;
  }

  Weight of(SelectionSet selections) {
    if (selections == null) {
      return Weight.NONE;
    }
    return selections.getSelections().stream().map(this::of).reduce(Weight.NONE, Weight::and);
  }

  private Weight of(Selection<?> selection) {
    return switch (selection) {
      case Field field -> of(field);
      case InlineFragment fragment -> of(fragment.getSelectionSet());
      case FragmentSpread spread -> ofFragment(spread.getName());
      default -> Weight.NONE;
    };
  }

  private Weight ofFragment(String name) {
    Weight before = known.get(name);
    if (before != null) {
      return before;
    }
    Weight weight = of(fragments.get(name).getSelectionSet());
    known.put(name, weight);
    return weight;
  }

  private Weight of(Field field) {
    boolean alias = field.getAlias() != null;
    return field.getName().equals("__schema") || field.getName().equals("__type")
        ? Weight.SCHEMA.within(1, alias)
        : of(field.getSelectionSet()).within(items(field), alias);
  }

  /** What is refused later for its size counts as the largest page. */
  private int items(Field field) {
    int usual = LISTS.getOrDefault(field.getName(), 1);
    return field.getArguments().stream()
        .filter(argument -> argument.getName().equals(SIZE))
        .map(Argument::getValue)
        .map(value -> size(value, usual))
        .findFirst()
        .orElse(usual);
  }

  private int size(Value<?> value, int usual) {
    Object size =
        switch (value) {
          case IntValue number -> number.getValue();
          case VariableReference variable -> variables.get(variable.getName());
          default -> null;
        };
    return size instanceof Number number
        ? (int) Math.clamp(number.longValue(), 1L, LARGEST_PAGE)
        : usual;
  }
}
