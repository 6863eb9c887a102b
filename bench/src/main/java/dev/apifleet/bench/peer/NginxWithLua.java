package dev.apifleet.bench.peer;

import dev.apifleet.bench.Command;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.race.Course;
import dev.apifleet.bench.race.Cpus;
import dev.apifleet.bench.race.Peer;
import dev.apifleet.bench.race.Pinned;
import dev.apifleet.bench.race.Runner;
import dev.apifleet.bench.race.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** nginx with one worker, whose Lua asks Redis by a script about each request. */
public final class NginxWithLua implements Peer {
  private static final List<String> PARTS =
      List.of(
          "/usr/lib/nginx/modules/ngx_http_lua_module.so", "/usr/share/lua/5.1/nginx/redis.lua");

  @Override
  public String name() {
    return Command.exists("nginx")
        ? "nginx " + Command.run("nginx", "-v").strip().split("/")[1] + " + Lua"
        : "nginx + Lua";
  }

  @Override
  public Optional<String> absence(Task task) {
    return switch (task) {
      case REDIS_LIMIT -> missing().map("%s is not installed"::formatted);
      case PROXY, JWT, CACHE_HIT, EVERYTHING -> Optional.of("it is there for limits in Redis only");
    };
  }

  private static Optional<String> missing() {
    Stream<String> files = PARTS.stream().filter(part -> !Files.exists(Path.of(part)));
    return Command.exists("nginx") ? files.findFirst() : Optional.of("nginx");
  }

  @Override
  public Runner start(Course course) {
    int port = Ports.free();
    Map<String, Object> values =
        Map.of(
            "port", port,
            "backendPort", course.backend(),
            "redisPort", course.redis(),
            "folder", course.folder());
    Path config =
        Template.of("nginx/limit.conf").with(values).to(course.folder().resolve("nginx.conf"));
    List<String> command =
        List.of("nginx", "-c", config.toString(), "-p", course.folder().toString());
    return new Runner(
        port, Pinned.start(Cpus.TESTED, course.folder().resolve("nginx.log"), Map.of(), command));
  }
}
