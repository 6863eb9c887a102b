package dev.apifleet.translator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final ObjectRef ROUTE = new ObjectRef("ApiRoute", "default", "shop");

  @Test
  void ofVeryManyTheRestIsCounted() {
    Findings findings = new Findings();
    Problems problems = new Problems();
    for (int i = 0; i < 100; i++) {
      problems.invalid(FieldPath.SPEC.child("rules").item(i), "x", "mend it");
    }
    findings.partly(ROUTE, problems);
    List<Finding> all = findings.all();
    assertThat(all).hasSize(65);
    assertThat(all.getLast())
        .isEqualTo(new Finding(ROUTE, "PartiallyInvalid", true, "Invalid", "36 more"));
  }
}
