package dev.apifleet.translator;

import java.util.List;
import java.util.stream.IntStream;

/** Checks lists of words. */
final class Texts {
  private Texts() {}

  /** Every element must hold something: a word that is dropped could widen what is allowed. */
  static void present(FieldPath field, List<String> texts, Problems problems) {
    IntStream.range(0, texts.size())
        .filter(i -> isBlank(texts.get(i)))
        .forEach(i -> problems.invalid(field.item(i), texts.get(i), "write a word or remove it"));
  }

  static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
