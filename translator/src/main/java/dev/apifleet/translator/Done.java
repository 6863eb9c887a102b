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
