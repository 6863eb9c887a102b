package dev.apifleet.operator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What reconcilers are called for, as the operator is built. */
@QuarkusTest
@TestProfile(ConsoleWithoutOperator.class)
class ReconcilersTest {
  @Inject QuarkusConfigurationService sdk;

  /** A change of status alone leaves the generation as it is. */
  @Test
  void theyHearOfStatusesThatAnotherHandChanged() {
    assertThat(sdk.controllerConfigurations()).hasSize(4);
    assertThat(sdk.controllerConfigurations())
        .noneMatch(ControllerConfiguration::isGenerationAware);
  }
}
