package dev.apifleet.gateway.backend;

import io.vertx.core.http.HttpMethod;

/**
 * A request that wants a connection.
 *
 * @param uri path and query
 */
public record Wanted(HttpMethod method, String uri, StreamListener listener) {}
