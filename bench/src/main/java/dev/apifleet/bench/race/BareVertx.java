package dev.apifleet.bench.race;

import dev.apifleet.bench.Ports;
import io.vertx.core.impl.launcher.commands.VersionCommand;
import java.time.Duration;
import java.util.Optional;

/** {@link BareProxy} in a process of its own, with the JVM options of our gateway. */
public final class BareVertx implements Peer {
  @Override
  public String name() {
    return "bare Vert.x " + VersionCommand.getVersion();
  }

  @Override
  public Optional<String> absence(Task task) {
    return task == Task.PROXY ? Optional.empty() : Optional.of("it only passes on");
  }

  @Override
  public Duration warmUp() {
    return Duration.ofSeconds(45);
  }

  @Override
  public boolean jvm() {
    return true;
  }

  @Override
  public Runner start(Course course) {
    int port = Ports.free();
    return new Runner(
        port,
        Pinned.start(
            Cpus.TESTED,
            course.folder().resolve("vertx.log"),
            Jvm.environmentOfOthers(),
            Jvm.command(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                BareProxy.class.getName(),
                "" + port,
                "" + course.backend())));
  }
}
