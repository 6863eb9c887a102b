package dev.apifleet.gateway.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.fasterxml.jackson.databind.node.MissingNode;
import graphql.language.Document;
import java.time.Duration;

/** No document makes the check of GraphQL fail or linger. */
class GraphQlFuzzTest {
  private static final Documents DOCUMENTS = new Documents(64 * 1024);

  @FuzzTest(maxDuration = "1m")
  void everyDocumentIsWeighedOrRefused(@NotNull String text) {
    long begin = System.nanoTime();
    try {
      Document document = DOCUMENTS.read(text);
      Weight weight =
          new Weighing(document, Documents.choose(document, null), MissingNode.getInstance())
              .weigh();
      assertThat(weight.cost()).isNotNegative();
      assertThat(weight.depth()).isNotNegative();
    } catch (InvalidOperationException e) {
      assertThat(e).hasMessageEndingWith(".");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }
}
