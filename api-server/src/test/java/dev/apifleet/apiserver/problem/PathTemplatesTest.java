package dev.apifleet.apiserver.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathTemplatesTest {

  private final PathTemplates paths =
      new PathTemplates(
          Map.of(
              "/things", Set.of("GET"),
              "/things/{id}", Set.of("PUT"),
              "/things/bulk", Set.of("POST")));

  @Test
  void whatIsWrittenOutComesBeforeWhatStandsForAnything() {
    assertEquals(Optional.of(Set.of("POST")), paths.methods("/things/bulk"));
    assertEquals(Optional.of(Set.of("PUT")), paths.methods("/things/7"));
    assertEquals(Optional.of(Set.of("GET")), paths.methods("/things"));
  }

  @Test
  void otherPathsAreNotKnown() {
    assertEquals(Optional.empty(), paths.methods("/things/7/parts"));
    assertEquals(Optional.empty(), paths.methods("/"));
  }
}
