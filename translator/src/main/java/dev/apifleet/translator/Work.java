package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.translator.FleetTranslator.FleetParts;
import java.util.Optional;

/** What came of all objects but the routes. */
record Work(
    Inventory inventory,
    Memo<RateLimitPolicy, Inventory, PolicyParts> policies,
    Memo<BackendPool, Inventory, PoolParts> pools,
    Memo<GatewayFleet, Inventory, FleetParts> fleets) {
  static final Work NONE = new Work(Inventory.EMPTY, Memo.empty(), Memo.empty(), Memo.empty());

  /** What comes of them in a later world; what still holds is the same in memory. */
  Work next(World world) {
    Inventory now = inventory.of(world);
    return new Work(
        now,
        policies.next(
            now.policies().all(),
            now,
            now.hasOtherTargets(inventory),
            Done.guarded(
                (policy, lookups, findings) ->
                    new PolicyTranslator(lookups, findings).translate(policy),
                (policy, lookups) ->
                    new PolicyParts(Optional.empty(), PolicyTargets.of(policy, lookups)))),
        pools.next(
            now.pools().all(),
            now,
            now.hasOtherSources(inventory),
            Done.guarded(
                (pool, lookups, findings) -> new PoolTranslator(lookups, findings).translate(pool),
                (_, _) -> new PoolParts(Optional.empty(), Optional.empty()))),
        fleets.next(
            now.fleets().all(),
            now,
            now.secrets() != inventory.secrets(),
            (fleet, lookups, findings) -> new FleetTranslator(lookups, findings).translate(fleet)));
  }
}
