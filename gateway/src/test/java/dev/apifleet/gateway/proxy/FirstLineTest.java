package dev.apifleet.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstLineTest {
  private static boolean isOfAnotherProtocol(String text) {
    FirstLine line = new FirstLine();
    for (byte b : text.replace('|', '\n').getBytes(StandardCharsets.ISO_8859_1)) {
      if (!line.isOver()) {
        line.take(b);
      }
    }
    return line.isOfAnotherProtocol();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INVALID CONNECTION PREFACE||",
        "||OPTIONS * RTSP/1.0|",
        "INVITE sip:a@b SIP/2.0|",
        "hello to you|GET / HTTP/1.1|",
        "\u0016 \u00e9 \u00e8 c|",
      })
  void otherProtocolsAreNoticed(String text) {
    assertThat(isOfAnotherProtocol(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GET / HTTP/1.1|",
        "||GET / HTTP/1.1|one two three|",
        "GET / http/1.1|",
        "GET /a b HTTP/1.1|",
        "GET /x HTTP/1.1 X|",
        "PRI * HTTP/2.0|",
        "GET /hhttp HhtTp/1.1|",
        "GET /|",
        "one|two|three|",
        "INVALID CONNECTION PREFACE",
        "||||",
      })
  void whatMayBeMeantAsHttpIsNot(String text) {
    assertThat(isOfAnotherProtocol(text)).isFalse();
  }
}
