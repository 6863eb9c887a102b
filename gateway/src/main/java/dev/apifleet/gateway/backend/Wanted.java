package dev.apifleet.gateway.backend;

import io.vertx.core.http.HttpMethod;

/**
 * A request that wants a connection.
 *
 * @param uri path and query
 * @param fresh whether it may not be one that nobody has used for a while
 */
public record Wanted(HttpMethod method, String uri, boolean fresh, StreamListener listener) {}
