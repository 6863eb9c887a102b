package dev.apifleet.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.apifleet.gateway.limit.lease.Leases;
import dev.apifleet.gateway.limit.lease.Slot;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The accounts of a gateway, bounded in number: the least used are closed first. Named by the
 * values that are counted by, since to hash those for each request would cost more than to decide.
 */
final class Accounts {
  private static final int USUAL_LENGTH = 160;

  private final Cache<String, Account> accounts;
  private final Leases leases;

  Accounts(Leases leases, long maximumKeys) {
    this.leases = leases;
    this.accounts =
        Caffeine.newBuilder()
            .maximumSize(maximumKeys)
            .<String, Account>evictionListener((_, account, _) -> close(account))
            .build();
  }

  /** The account of who sends a request; null where the plan does not limit the tier. */
  Account of(Plan plan, String tier, KeyValues request) {
    List<PlannedLimit> limits = plan.tiers().get(tier);
    if (limits == null) {
      return null;
    }
    StringBuilder text = new StringBuilder(USUAL_LENGTH);
    text.append(plan.policy().name()).append('\n').append(tier).append('\n');
    int values = text.length();
    CounterKey.appendValues(plan.policy(), request, text);
    String name = text.toString();
    Account account = accounts.getIfPresent(name);
    if (account == null || account.plan().number() < plan.number()) {
      account = renewed(name, plan, tier, limits, name.substring(values));
    }
    return account;
  }

  /** By a newer plan; the slices that an older one took go back, and what it counted stays. */
  private Account renewed(
      String name, Plan plan, String tier, List<PlannedLimit> limits, String values) {
    return accounts
        .asMap()
        .compute(
            name,
            (_, found) -> {
              if (found == null) {
                return Account.open(plan, tier, limits, values);
              }
              if (found.plan().number() >= plan.number()) {
                return found;
              }
              close(found);
              return found.by(plan, limits);
            });
  }

  private Future<Void> close(Account account) {
    return Future.join(account.slots().stream().map(leases::close).toList()).mapEmpty();
  }

  /** Forgets what is held and known of counters that were reset. */
  void forget(Set<String> counterKeys) {
    slots(counterKeys).forEach(Slot::forget);
  }

  /** Forgets that counters were exhausted, which were given units back. */
  void reconsider(Set<String> counterKeys) {
    slots(counterKeys).forEach(Slot::reconsider);
  }

  private Stream<Slot> slots(Set<String> counterKeys) {
    return accounts.asMap().values().stream()
        .flatMap(account -> account.slots().stream())
        .filter(slot -> counterKeys.contains(slot.counter().key()));
  }

  /** Gives all slices back. */
  Future<Void> closeAll() {
    return Future.join(accounts.asMap().values().stream().map(this::close).toList())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }
}
