package dev.apifleet.gateway.filter;

import dev.apifleet.snapshot.IssuerConfig;
import dev.apifleet.snapshot.PolicyConfig;
import java.util.List;
import java.util.Map;

/**
 * What a filter may refer to when it is built.
 *
 * @param policies by name
 * @param gateways wanted number of gateway pods
 */
public record FilterSite(
    Map<String, PolicyConfig> policies, List<IssuerConfig> issuers, int gateways) {}
