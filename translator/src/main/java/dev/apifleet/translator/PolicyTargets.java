package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PolicyTargetKind;
import dev.apifleet.api.v1alpha1.PolicyTargetRef;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.translator.AttachedPolicies.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads what a policy is attached to.
 *
 * @param lookups where all routes, pools and fleets that there are can be found, valid or not
 */
record PolicyTargets(Lookups<Inventory> lookups) {
  private static final FieldPath FIELD = FieldPath.SPEC.child("targetRefs");
  private static final String GROUP = "apifleet.dev";

  /** What a policy of which nothing else can be read is attached to. */
  static List<Target> of(RateLimitPolicy policy, Lookups<Inventory> lookups) {
    return policy.getSpec() == null
        ? List.of()
        : new PolicyTargets(lookups)
            .read(
                policy.getMetadata().getNamespace(),
                Items.of(policy.getSpec().targetRefs()),
                new Problems(),
                new Problems());
  }

  /** Those that exist. */
  List<Target> read(
      String namespace, List<PolicyTargetRef> refs, Problems invalid, Problems unresolved) {
    return IntStream.range(0, refs.size())
        .mapToObj(i -> one(FIELD.item(i), namespace, refs.get(i), invalid, unresolved))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private Optional<Target> one(
      FieldPath field,
      String namespace,
      PolicyTargetRef ref,
      Problems invalid,
      Problems unresolved) {
    if (ref == null || ref.kind() == null || Texts.isBlank(ref.name())) {
      invalid.invalid(
          field, ref == null ? null : ref.name(), "write kind and name of what the policy acts on");
      return Optional.empty();
    }
    if (ref.group() != null && !ref.group().equals(GROUP)) {
      invalid.invalid(field.child("group"), ref.group(), "write " + GROUP + " or remove it");
      return Optional.empty();
    }
    Target target = new Target(ref.kind(), namespace + "/" + ref.name());
    if (!exists(lookups, ref.kind(), namespace, ref.name())) {
      unresolved.add("TargetNotFound", unknown(field.child("name"), namespace, ref));
      return Optional.empty();
    }
    return Optional.of(target);
  }

  private String unknown(FieldPath field, String namespace, PolicyTargetRef ref) {
    return "%s: no %s %s in namespace %s, where the policy is; %s; until then the policy does not act there"
        .formatted(
            field,
            ref.kind(),
            Quoted.of(ref.name()),
            Quoted.of(namespace),
            Quoted.orOneOf("create it", names(lookups, ref.kind(), namespace)));
  }

  private static boolean exists(
      Lookups<Inventory> lookups, PolicyTargetKind kind, String namespace, String name) {
    return lookups.ask(inventory -> inventory.targets(kind).has(namespace, name));
  }

  private static List<String> names(
      Lookups<Inventory> lookups, PolicyTargetKind kind, String namespace) {
    return lookups.ask(inventory -> inventory.targets(kind).names(namespace, _ -> true));
  }
}
