package dev.apifleet.apiserver.idempotency;

import java.util.Map;

/**
 * What a request is answered with.
 *
 * @param body what becomes JSON; null where there is none
 */
public record Answer(int status, Map<String, String> headers, Object body) {}
