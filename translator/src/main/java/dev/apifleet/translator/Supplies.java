package dev.apifleet.translator;

import dev.apifleet.snapshot.Resource;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What routes of one fleet draw upon. */
record Supplies(List<Supply<PolicyParts>> policies, List<Supply<PoolParts>> pools) {
  static final Supplies NONE = new Supplies(List.of(), List.of());

  /** Those of some namespaces; what is as it is here is the same in memory. */
  Supplies next(Work work, Predicate<String> namespaces, LastGood last) {
    return new Supplies(
        Supply.of(
            work.policies().done(),
            namespaces,
            (ref, policy) -> policy.orLastGood(ref.qualifiedName(), last),
            policies),
        Supply.of(
            work.pools().done(),
            namespaces,
            (ref, pool) -> pool.orLastGood(ref.qualifiedName(), last),
            pools));
  }

  /** Whether routes may be told something else by these: not where endpoints come and go. */
  boolean differ(Supplies before) {
    boolean[] differ = {policies != before.policies};
    Differences.between(
        before.pools,
        pools,
        (was, is) ->
            differ[0] |=
                was == null || is == null || was.served().usable() != is.served().usable());
    return differ[0];
  }

  /** Tells what is to be served otherwise than before. */
  void changes(Supplies before, SnapshotEdit edit) {
    Differences.between(
        before.policies,
        policies,
        (was, is) ->
            edit.replace(
                was == null ? Stream.empty() : resources(was.served()),
                is == null ? Stream.empty() : resources(is.served())));
    Differences.between(
        before.pools,
        pools,
        (was, is) ->
            edit.replace(
                was == null ? Stream.empty() : was.served().resources(),
                is == null ? Stream.empty() : is.served().resources()));
  }

  private static Stream<Resource> resources(PolicyParts policy) {
    return policy.config().stream().map(Resource.class::cast);
  }
}
