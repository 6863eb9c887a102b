package dev.apifleet.operator;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The configuration of an operator within a test: it listens on any free port. */
public record TestConfig(String namespace) implements OperatorConfig {
  public TestConfig() {
    this("apifleet-system");
  }

  @Override
  public String gatewayImage() {
    return "apifleet/gateway:test";
  }

  @Override
  public String gatewayImagePullPolicy() {
    return "IfNotPresent";
  }

  @Override
  public Optional<List<String>> gatewayImagePullSecrets() {
    return Optional.empty();
  }

  @Override
  public String podName() {
    return "operator-1";
  }

  @Override
  public List<String> watchNamespaces() {
    return List.of("JOSDK_ALL_NAMESPACES");
  }

  @Override
  public int deliveryPort() {
    return 0;
  }

  @Override
  public Optional<Path> certificateFolder() {
    return Optional.empty();
  }

  @Override
  public boolean externalMetrics() {
    return false;
  }

  @Override
  public int metricsPort() {
    return 0;
  }
}
