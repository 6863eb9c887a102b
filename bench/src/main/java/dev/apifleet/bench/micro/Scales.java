package dev.apifleet.bench.micro;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Weighs operations, in a JVM of their own that interprets them and counts. */
public final class Scales {
  private Scales() {}

  /** The weight of each. */
  public static Map<Operation, Weight> weigh(List<Operation> operations) throws IOException {
    Path agent = agent();
    try {
      Process process = new ProcessBuilder(command(agent, operations)).start();
      String errors = "";
      List<String> lines;
      try (var output = process.inputReader();
          var error = process.errorReader()) {
        lines = output.readAllLines();
        errors = String.join("\n", error.readAllLines());
      }
      Map<Operation, Weight> weights = new EnumMap<>(Operation.class);
      for (String line : lines) {
        String[] words = line.split(" ");
        weights.put(
            Operation.valueOf(words[0]),
            new Weight(Long.parseLong(words[1]), Long.parseLong(words[2])));
      }
      if (weights.size() < operations.size()) {
        throw new IllegalStateException("operations could not be weighed: " + errors);
      }
      return weights;
    } finally {
      Files.delete(agent);
    }
  }

  private static List<String> command(Path agent, List<Operation> operations) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=compileonly,jdk/internal/classfile/*.*",
                "-XX:CompileCommand=compileonly,java/math/*.*",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-javaagent:" + agent,
                "-cp",
                System.getProperty("java.class.path"),
                Weighing.class.getName()));
    operations.forEach(operation -> command.add(operation.name()));
    return command;
  }

  /** What the JVM calls first, and what the JDK's own classes can see. */
  private static Path agent() throws IOException {
    Path jar = Files.createTempFile("counting", ".jar");
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", Counting.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    attributes.putValue("Boot-Class-Path", jar.getFileName().toString());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file, manifest)) {
      String name = Executed.class.getName().replace('.', '/') + ".class";
      entries.putNextEntry(new JarEntry(name));
      try (var bytes = Executed.class.getClassLoader().getResourceAsStream(name)) {
        bytes.transferTo(entries);
      }
    }
    return jar;
  }
}
