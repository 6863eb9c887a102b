package dev.apifleet.apiserver.graphql;

/**
 * Whom something belongs to.
 *
 * @param name null where the account is gone
 */
public record Person(String email, String name) {}
