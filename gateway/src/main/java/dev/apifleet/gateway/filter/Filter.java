package dev.apifleet.gateway.filter;

/**
 * One step of a request's way, built once per rule when a snapshot is applied.
 *
 * <p>Runs on the request's event loop and never blocks. Ends with exactly one call of {@link
 * Exchange#proceed()}, {@link Exchange#reject} or {@link Exchange#answer}, at once or later on the
 * same event loop; the exchange holds the request's body back meanwhile.
 */
public interface Filter {
  void apply(Exchange exchange);

  /**
   * Whether an overloaded gateway refuses requests only behind it, since it tells whose they are,
   * or answers some of them for next to nothing.
   */
  default boolean precedesShedding() {
    return false;
  }

  /** What it is, for people who ask which filters a rule has. */
  default String describe() {
    return getClass().getSimpleName().replaceFirst("Filter$", "");
  }
}
