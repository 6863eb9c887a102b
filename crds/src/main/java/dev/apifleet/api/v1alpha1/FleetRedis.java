package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** The Redis that the gateways share for limits and cache. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.masterName) || self.mode == 'Sentinel'",
    message = "only Sentinels know a master by its name: set mode to Sentinel or remove masterName",
    fieldPath = ".masterName")
public record FleetRedis(
    @JsonPropertyDescription(
            "Holds the connection URL, such as redis://:password@host:6379, or rediss:// for TLS. Several, separated by commas, for the Sentinels, or the nodes of a cluster by which the others are found. Signs of a password that mean something in a URL, and commas, are percent-encoded.")
        @Required
        SecretKeyRef secretRef,
    @JsonPropertyDescription(
            "Standalone: one server. Sentinel: a master with replicas, found by asking the Sentinels that the URLs name. Cluster: a Redis Cluster, of which the URLs name some nodes.")
        @Default("Standalone")
        RedisMode mode,
    @JsonPropertyDescription(
            "The name by which the Sentinels know the master. Only for mode Sentinel. Default: mymaster.")
        @Pattern("^[A-Za-z0-9._-]{1,128}$")
        String masterName,
    @JsonPropertyDescription(
            "Certificates, in PEM, of the authorities that the Redis servers' own are checked against where URLs begin with rediss://; their names are checked too. Gateways read them when they start. Default: the well-known public authorities.")
        CaKeyRef caRef) {}
