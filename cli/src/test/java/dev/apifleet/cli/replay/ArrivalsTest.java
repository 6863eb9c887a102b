package dev.apifleet.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalsTest {
  private static final InputStream NOTHING = InputStream.nullInputStream();

  @TempDir Path folder;

  private final BadLines bad = new BadLines();

  private static String lines(List<Integer> seconds) {
    return seconds.stream()
        .map(second -> "{\"time\": %d, \"client\": \"10.0.0.1\"}%n".formatted(second))
        .collect(Collectors.joining());
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private List<Integer> seconds(InputStream input, Path... logs) throws IOException {
    List<Integer> seconds = new ArrayList<>();
    try (Arrivals arrivals = Arrivals.of(List.of(logs), input, bad)) {
      for (LogLine line = arrivals.next(); line != null; line = arrivals.next()) {
        seconds.add(Math.toIntExact(line.millis() / 1_000));
      }
    }
    return seconds;
  }

  @Test
  void mergesLogsOfSeveralGatewaysByTime() throws IOException {
    Path one = file("one.log", lines(List.of(1, 4, 5, 9)).getBytes(StandardCharsets.UTF_8));
    Path two = file("two.log.gz", gzip(lines(List.of(2, 3, 9, 10))));
    InputStream input = new ByteArrayInputStream(gzip(lines(List.of(7, 8))));

    assertThat(seconds(input, one, two, Path.of("-")))
        .containsExactly(1, 2, 3, 4, 5, 7, 8, 9, 9, 10);
  }

  @Test
  void putsLinesInOrderThatAreNotFarFromIt() throws IOException {
    List<Integer> ordered = IntStream.range(0, 20_000).boxed().toList();
    List<Integer> mixed = new ArrayList<>(ordered);
    Random random = new Random(5);
    for (int i = 0; i < mixed.size(); i += 2_000) {
      Collections.shuffle(mixed.subList(i, i + 2_000), random);
    }
    Path log = file("mixed.log", lines(mixed).getBytes(StandardCharsets.UTF_8));

    assertThat(seconds(NOTHING, log)).isEqualTo(ordered);
  }

  @Test
  void aLineOfAnyLengthTakesBoundedMemoryAndIsSkipped() throws IOException {
    String endless = "{\"client\": \"" + "x".repeat(1_000_000) + "\", \"time\": 1}\n";
    Path log = file("long.log", (endless + lines(List.of(2))).getBytes(StandardCharsets.UTF_8));

    assertThat(seconds(NOTHING, log)).containsExactly(2);
    assertThat(bad.count()).isEqualTo(1);
    assertThat(bad.first()).singleElement().asString().contains("long.log:1: ");
  }

  @Test
  void aLogThatIsCutOffCountsAsFarAsItGoes() throws IOException {
    byte[] whole = gzip(lines(IntStream.range(0, 5_000).boxed().toList()));
    Path log = file("cut.log.gz", Arrays.copyOf(whole, whole.length / 2));

    assertThat(seconds(NOTHING, log)).hasSizeGreaterThan(100).isSorted();
    assertThat(bad.first()).last().asString().contains("the rest cannot be read");
  }

  @Test
  void anEmptyLogHasNoRequests() throws IOException {
    assertThat(seconds(NOTHING, file("empty.log", new byte[0]))).isEmpty();
    assertThat(bad.count()).isZero();
  }
}
