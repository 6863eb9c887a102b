package dev.apifleet.operator.console;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The console alone, before an API server that the tests control. */
public final class ConsoleWithoutOperator implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.operator-sdk.start-operator", "false",
        "quarkus.arc.exclude-types", "dev.apifleet.operator.Replica",
        "quarkus.http.test-port", "0");
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(FakeKubernetes.class));
  }

  /** Other tests bring a real API server. */
  @Override
  public boolean disableGlobalTestResources() {
    return true;
  }
}
