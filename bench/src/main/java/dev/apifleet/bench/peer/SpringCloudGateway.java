package dev.apifleet.bench.peer;

import dev.apifleet.bench.Ports;
import dev.apifleet.bench.race.Course;
import dev.apifleet.bench.race.Cpus;
import dev.apifleet.bench.race.Issuer;
import dev.apifleet.bench.race.Jvm;
import dev.apifleet.bench.race.Peer;
import dev.apifleet.bench.race.Pinned;
import dev.apifleet.bench.race.Runner;
import dev.apifleet.bench.race.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** Spring Cloud Gateway, in a JVM run as those of our gateways are. */
public final class SpringCloudGateway implements Peer {
  private static final Provided JAR = new Provided("APIFLEET_SPRING_CLOUD_GATEWAY");
  private static final String LIBRARY = "BOOT-INF/lib/spring-cloud-gateway-server-webflux-";

  @Override
  public String name() {
    return "Spring Cloud Gateway" + JAR.path().map(jar -> " " + version(jar)).orElse("");
  }

  /** Of the one of its libraries that is the gateway. */
  private static String version(Path jar) {
    try (JarFile libraries = new JarFile(jar.toFile())) {
      return libraries.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(LIBRARY))
          .map(name -> name.substring(LIBRARY.length(), name.lastIndexOf('.')))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<String> absence(Task task) {
    return JAR.absence();
  }

  /** On a CPU of its own, which its compilers share with it. */
  @Override
  public Duration warmUp() {
    return Duration.ofSeconds(75);
  }

  @Override
  public boolean jvm() {
    return true;
  }

  @Override
  public Runner start(Course course) {
    int port = Ports.free();
    List<String> command =
        Jvm.command(
            "-Dreactor.netty.http.server.accessLogEnabled=" + (course.task() == Task.EVERYTHING),
            "-jar",
            JAR.toString(),
            "--spring.profiles.active=" + profile(course.task()),
            "--server.port=" + port,
            "--bench.backend=" + course.backend(),
            "--spring.data.redis.port=" + course.redis());
    Optional.ofNullable(course.issuer()).ifPresent(issuer -> command.addAll(trust(issuer)));
    return new Runner(
        port,
        Pinned.start(
            Cpus.TESTED,
            course.folder().resolve("spring.log"),
            Jvm.environmentOfOthers(),
            command));
  }

  private static String profile(Task task) {
    return switch (task) {
      case PROXY -> "plain";
      case REDIS_LIMIT -> "limit";
      case JWT -> "jwt";
      case CACHE_HIT -> "cache";
      case EVERYTHING -> "everything";
    };
  }

  private static List<String> trust(Issuer issuer) {
    String jwt = "--spring.security.oauth2.resourceserver.jwt.";
    return List.of(
        jwt + "jwk-set-uri=" + issuer.jwksUri(),
        jwt + "issuer-uri=" + issuer.name(),
        jwt + "audiences=" + issuer.audience());
  }
}
