package dev.apifleet.translator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * What came of one object.
 *
 * @param generation its {@code metadata.generation}
 * @param answers on what else the rest depends
 */
record Done<S, R>(
    ObjectRef ref, long generation, R result, List<Finding> findings, Lookups.Answers<S> answers)
    implements Keyed {

  /** How objects of one kind are translated. */
  interface Step<K, S, R> {
    R translate(K object, Lookups<S> lookups, Findings findings);
  }

  /** What is left of an object that cannot be translated at all. */
  interface Rest<K, S, R> {
    R of(K object, Lookups<S> lookups);
  }

  /**
   * A step that stops at no object of which nobody foresaw what it does: that object is not
   * accepted, and tried again whenever anything else changes, since what went wrong is not known.
   */
  static <K extends HasMetadata, S, R> Step<K, S, R> guarded(
      Step<K, S, R> step, Rest<K, S, R> rest) {
    return (object, lookups, findings) -> {
      try {
        return step.translate(object, lookups, findings);
      } catch (RuntimeException | StackOverflowError e) {
        lookups.ask(_ -> new Object());
        Problems problems = new Problems();
        problems.add(
            "Internal",
            "the operator cannot translate it (%s), which is a defect of the operator; please report it, and undo the last change"
                .formatted(e));
        findings.refute(ObjectRef.of(object), Findings.ACCEPTED, problems);
        return rest.of(object, lookups);
      }
    };
  }

  static <K extends HasMetadata, S, R> Done<S, R> now(K object, S source, Step<K, S, R> step) {
    Lookups<S> lookups = new Lookups<>(source);
    Findings findings = new Findings();
    R result = step.translate(object, lookups, findings);
    Long generation = object.getMetadata().getGeneration();
    return new Done<>(
        ObjectRef.of(object),
        generation == null ? 0 : generation,
        result,
        findings.all(),
        lookups.answers());
  }
}
