package dev.apifleet.operator;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the operator is told by its environment; application.properties says what each is. */
@ConfigMapping(prefix = "apifleet")
public interface OperatorConfig {
  String gatewayImage();

  String gatewayImagePullPolicy();

  Optional<List<String>> gatewayImagePullSecrets();

  String namespace();

  String podName();

  List<String> watchNamespaces();

  int deliveryPort();

  Optional<Path> certificateFolder();

  boolean externalMetrics();

  int metricsPort();
}
