package dev.apifleet.gateway.filter;

import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.snapshot.ApiKeyConfig;
import dev.apifleet.snapshot.PolicyConfig;
import java.util.List;
import java.util.Map;

/**
 * What a filter may refer to when it is built.
 *
 * @param policies by name
 * @param pools by name
 * @param trust who is believed
 * @param apiKeys may change without any filter being built anew
 * @param gateways wanted number of gateway pods
 */
public record FilterSite(
    Map<String, PolicyConfig> policies,
    Map<String, Pool> pools,
    Trust trust,
    List<ApiKeyConfig> apiKeys,
    int gateways) {}
