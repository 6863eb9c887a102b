package dev.apifleet.apiserver.graphql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WeighingTest {

  @Test
  void aFieldCostsOneAndAListAsManyAsItsPageHolds() {
    assertEquals(1 + 50 * 2, weigh("{ resources(first: 50) { next total } }").cost());
    assertEquals(1 + 20, weigh("{ resources { next } }").cost());
  }

  @Test
  void listsInListsMultiply() {
    Weight weight = weigh("{ resources(first: 10) { owner { latestResources { id } } } }");
    assertEquals(1 + 10 * (1 + (1 + 20)), weight.cost());
    assertEquals(4, weight.depth());
  }

  @Test
  void fragmentsCountAsOftenAsTheyAreSpread() {
    Weight weight =
        weigh("{ a: x { ...f } b: x { ...f ... on Y { c: d } } } fragment f on X { e: y z }");
    assertEquals(5, weight.aliases());
    assertEquals(2 + 2 + 2 + 1, weight.cost());
  }

  @Test
  void whoAsksForTheSchemaIsSeen() {
    assertTrue(weigh("{ ...f } fragment f on Query { s: __schema { types { name } } }").schema());
  }

  @Test
  void howDeepTheSchemaNestsDoesNotCount() {
    Weight weight =
        weigh("{ __type(name: \"A\") { fields { type { ofType { ofType { name } } } } } }");
    assertEquals(1, weight.depth());
    assertTrue(weight.schema());
  }

  private static Weight weigh(String text) {
    Document document = Parser.parse(text);
    Map<String, FragmentDefinition> fragments =
        document.getDefinitionsOfType(FragmentDefinition.class).stream()
            .collect(Collectors.toMap(FragmentDefinition::getName, fragment -> fragment));
    return new Weighing(fragments, Map.of())
        .of(
            document
                .getFirstDefinitionOfType(OperationDefinition.class)
                .orElseThrow()
                .getSelectionSet());
  }
}
