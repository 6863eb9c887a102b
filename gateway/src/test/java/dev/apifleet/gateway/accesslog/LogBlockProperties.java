package dev.apifleet.gateway.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Whatever is put into a line, a reader of JSON gets the same out. */
class LogBlockProperties {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SOME_NAMES =
      "Ünïcödé 測試 \ud83d\ude80 \"quoted\" back\\slash\n\u0000\u007f";

  private final LogBlock block = new LogBlock();
  private final Timestamp clock = new Timestamp();

  private List<String> written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    block.writeTo(out);
    return out.toString(java.nio.charset.StandardCharsets.UTF_8).lines().toList();
  }

  private static String cut(String text, Field field) {
    return text.substring(0, Math.min(text.length(), field.most()));
  }

  /** Half a surrogate pair has no form in UTF-8. */
  private static String wellFormed(String text) {
    StringBuilder all = new StringBuilder();
    text.codePoints().forEach(c -> all.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? 0xfffd : c));
    return all.toString();
  }

  @Property
  void textsAndNumbersComeBack(
      @ForAll String text,
      @ForAll @LongRange(min = 0) long number,
      @ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long time)
      throws IOException {
    block.clear();
    block.begin(time, clock);
    block.text(Field.SUBJECT, text);
    block.number(Field.REQUEST_BYTES, number);
    block.yes(Field.ABORTED);
    block.end();
    JsonNode line = JSON.readTree(written().getFirst());
    assertThat(Instant.parse(line.get("time").asText()).toEpochMilli()).isEqualTo(time);
    assertThat(line.path("subject").asText()).isEqualTo(wellFormed(cut(text, Field.SUBJECT)));
    assertThat(line.get("requestBytes").asLong()).isEqualTo(number);
    assertThat(line.get("aborted").asBoolean()).isTrue();
  }

  @Example
  void allKindsOfCharactersComeBack() throws IOException {
    block.begin(0, clock);
    block.text(Field.SUBJECT, SOME_NAMES);
    block.end();
    assertThat(JSON.readTree(written().getFirst()).get("subject").asText()).isEqualTo(SOME_NAMES);
  }

  @Example
  void theLongestLinesFit() throws IOException {
    while (!block.isFull()) {
      block.begin(0, clock);
      for (Field field : Field.values()) {
        block.text(field, "\u0001".repeat(10_000));
      }
      block.end();
    }
    for (String line : written()) {
      JsonNode read = JSON.readTree(line);
      assertThat(read.size()).isEqualTo(1 + Field.values().length);
      assertThat(line.length()).isLessThanOrEqualTo(Field.MOST_LINE);
    }
  }

  @Example
  void aLineThatDidNotComeToItsEndIsForgotten() throws IOException {
    block.begin(0, clock);
    block.text(Field.SUBJECT, "half");
    block.begin(0, clock);
    block.text(Field.SUBJECT, "whole");
    block.end();
    assertThat(written()).singleElement().asString().contains("whole").doesNotContain("half");
  }

  @Example
  void aPartIsWrittenWithoutTheRest() throws IOException {
    block.begin(0, clock);
    block.part(Field.TRACE_ID, "00-abc-01", 3, 6);
    block.end();
    assertThat(JSON.readTree(written().getFirst()).get("traceId").asText()).isEqualTo("abc");
  }
}
