package dev.apifleet.translator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Where the translation of one object looks up all that is not the object itself. It remembers what
 * was asked and answered, so that the result can be kept for as long as the answers stay the same.
 * Questions must hold nothing of the source that they are asked of.
 */
final class Lookups<S> {
  private final S source;
  private final List<Lookup<S>> settled = new ArrayList<>();
  private final List<Lookup<S>> passing = new ArrayList<>();

  Lookups(S source) {
    this.source = source;
  }

  private record Lookup<S>(Function<S, ?> question, Object answer) {
    boolean holds(S source) {
      return Objects.equals(question.apply(source), answer);
    }
  }

  /** All that one translation looked up, in its order. */
  record Answers<S>(List<Lookup<S>> settled, List<Lookup<S>> passing) {
    /**
     * Whether the same would be answered now.
     *
     * @param changed whether the source differs in more than what was published last
     */
    boolean hold(S source, boolean changed) {
      return (!changed || allHold(settled, source))
          && (passing.isEmpty() || allHold(passing, source));
    }

    private static <S> boolean allHold(List<Lookup<S>> lookups, S source) {
      for (Lookup<S> lookup : lookups) {
        if (!lookup.holds(source)) {
          return false;
        }
      }
      return true;
    }
  }

  <T> T ask(Function<S, T> question) {
    return ask(question, settled);
  }

  /** Asks about what was published last, which changes all the time. */
  <T> T askLast(Function<S, T> question) {
    return ask(question, passing);
  }

  private <T> T ask(Function<S, T> question, List<Lookup<S>> asked) {
    T answer = question.apply(source);
    asked.add(new Lookup<>(question, answer));
    return answer;
  }

  Answers<S> answers() {
    return new Answers<>(List.copyOf(settled), List.copyOf(passing));
  }
}
