package dev.apifleet.apiserver.apikey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyFormatTest {

  private final SecureRandom random = new SecureRandom();
  private final String key = KeyFormat.generate(random);

  @Test
  void keyIsRecognisableAndOfOneLength() {
    assertTrue(key.matches("afk_[0-9A-Za-z]{49}"), key);
    assertEquals(key.substring(0, 12), KeyFormat.prefix(key));
    assertNotEquals(key, KeyFormat.generate(random));
  }

  @Test
  void noKeyWithOneOtherCharacterIsWellFormed() {
    assertTrue(KeyFormat.isWellFormed(key));
    IntStream.range(0, key.length()).forEach(at -> assertFalse(KeyFormat.isWellFormed(other(at))));
  }

  private String other(int at) {
    char replacement = key.charAt(at) == 'x' ? 'y' : 'x';
    return key.substring(0, at) + replacement + key.substring(at + 1);
  }

  @Test
  void cutOrLongerKeysAreNotWellFormed() {
    assertFalse(KeyFormat.isWellFormed(""));
    assertFalse(KeyFormat.isWellFormed("afk_"));
    assertFalse(KeyFormat.isWellFormed(key.substring(0, key.length() - 1)));
    assertFalse(KeyFormat.isWellFormed(key + "x"));
    assertFalse(KeyFormat.isWellFormed("afk_" + "ä".repeat(49)));
  }
}
