package dev.apifleet.api.v1alpha1;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The CRDs as the Java types say, and as the chart ships them. */
record CrdFiles(SortedMap<String, String> byName) {
  static final Path CHART = Path.of("../helm/apifleet/crds");
  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(ApiRoute.class, RateLimitPolicy.class, BackendPool.class, GatewayFleet.class);

  static CrdFiles generated() throws IOException {
    Path out = Files.createDirectories(Path.of("target/crds"));
    new CRDGenerator()
        .customResourceClasses(KINDS)
        .withPostProcessor(new RootSchema(KINDS))
        .inOutputDir(out.toFile())
        .detailedGenerate();
    return read(out);
  }

  static CrdFiles read(Path folder) throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      paths.forEach(path -> files.put(path.getFileName().toString(), text(path)));
    }
    return new CrdFiles(files);
  }

  void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var file : byName.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
