package dev.apifleet.gateway.limit.count;

/**
 * One key's count against one limit, as the store knows it.
 *
 * @param key its name in the store; what follows the last brace of its hash tag tells apart what
 *     one key counts
 * @param leaseMillis how long a gateway may hold units that it has taken ahead; 0 where it takes
 *     none ahead
 * @param holders how many gateways there are to share what is left
 */
public record Counter(String key, Limit limit, long leaseMillis, int holders) {}
