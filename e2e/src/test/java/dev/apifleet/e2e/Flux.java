package dev.apifleet.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Flux's source and kustomize controllers, run beside the cluster. */
final class Flux implements AutoCloseable {
  private final Path programs;
  private final Path kubeConfig;
  private final List<Process> running = new ArrayList<>();

  /**
   * Starts both.
   *
   * @param work for what they keep
   */
  Flux(Resources resources, Path kubeConfig, Path work) {
    this.programs =
        Path.of(
            Optional.ofNullable(System.getenv("APIFLEET_FLUX"))
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "APIFLEET_FLUX names no folder with Flux's controllers: run"
                                + " ./fleet test, which builds them")));
    this.kubeConfig = kubeConfig;
    resources.applyFolder(programs.resolve("crds"), null);
    int storage = freePort();
    start(
        "source-controller",
        "--storage-path=" + work,
        "--storage-addr=127.0.0.1:" + storage,
        "--storage-adv-addr=127.0.0.1:" + storage);
    start("kustomize-controller");
  }

  private void start(String name, String... options) {
    List<String> command =
        new ArrayList<>(List.of(programs.resolve(name).toString(), "--watch-all-namespaces"));
    command.add("--metrics-addr=127.0.0.1:" + freePort());
    command.add("--health-addr=127.0.0.1:" + freePort());
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", kubeConfig.toAbsolutePath().toString());
    builder.environment().put("RUNTIME_NAMESPACE", "default");
    try {
      running.add(builder.redirectOutput(Redirect.appendTo(log(name))).start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /** Outlives the test, for who looks into a failure. */
  private static File log(String name) {
    return Path.of("target", name + ".log").toFile();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    running.forEach(Process::destroy);
    running.forEach(process -> process.onExit().join());
  }
}
