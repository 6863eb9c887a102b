package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.BackendRef;
import dev.apifleet.api.v1alpha1.RequestPriority;
import dev.apifleet.api.v1alpha1.RouteRule;
import dev.apifleet.snapshot.RuleAction;
import dev.apifleet.snapshot.RuleAction.WeightedPool;
import java.util.List;
import java.util.stream.IntStream;

/** Reads where the requests of a rule go, and all that holds for their way there. */
final class Forwards {
  private static final long MOST_BYTES = 1L << 40;
  private static final int MOST_WEIGHT = 1_000_000;
  private static final BackendRef NOTHING = new BackendRef(null, null);

  private Forwards() {}

  /** As in Gateway API, weights that are all 0 mean 500. */
  static RuleAction read(
      FieldPath field,
      RouteRule rule,
      RouteScope references,
      Problems invalid,
      Problems unresolved) {
    FieldPath refs = field.child("backendRefs");
    List<WeightedPool> backends = backends(refs, rule, references, invalid, unresolved);
    RuleAction.Forward forward =
        new RuleAction.Forward(
            backends,
            Timeouts.read(field.child("timeouts"), rule.timeouts(), invalid),
            Retries.read(field.child("retry"), rule.retry(), invalid),
            Hedgings.read(field.child("hedging"), rule.hedging(), invalid),
            priority(rule.priority()),
            Sizes.read(field.child("maxBodySize"), rule.maxBodySize(), 0, 1, MOST_BYTES, invalid),
            Fallbacks.read(field.child("fallback"), rule, invalid));
    return backends.stream().allMatch(backend -> backend.weight() == 0)
        ? Refusals.noBackend()
        : forward;
  }

  private static List<WeightedPool> backends(
      FieldPath field,
      RouteRule rule,
      RouteScope references,
      Problems invalid,
      Problems unresolved) {
    List<BackendRef> refs = Items.of(rule.backendRefs());
    if (refs.isEmpty()) {
      invalid.invalid(field, null, "name at least one BackendPool");
    }
    return IntStream.range(0, refs.size())
        .mapToObj(i -> backend(field.item(i), refs.get(i), references, invalid, unresolved))
        .toList();
  }

  private static WeightedPool backend(
      FieldPath field,
      BackendRef given,
      RouteScope references,
      Problems invalid,
      Problems unresolved) {
    BackendRef ref = given == null ? NOTHING : given;
    int weight = Numbers.read(field.child("weight"), ref.weight(), 1, 0, MOST_WEIGHT, invalid);
    if (Texts.isBlank(ref.name())) {
      invalid.invalid(field.child("name"), ref.name(), "name a BackendPool");
      return new WeightedPool(null, weight);
    }
    return new WeightedPool(
        references.pool(field.child("name"), ref.name(), unresolved).orElse(null), weight);
  }

  private static RuleAction.Priority priority(RequestPriority priority) {
    return switch (priority) {
      case Critical -> RuleAction.Priority.CRITICAL;
      case High -> RuleAction.Priority.HIGH;
      case Low -> RuleAction.Priority.LOW;
      case Normal -> RuleAction.Priority.NORMAL;
      case null -> RuleAction.Priority.NORMAL;
    };
  }
}
