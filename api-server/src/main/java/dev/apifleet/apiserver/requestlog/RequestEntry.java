package dev.apifleet.apiserver.requestlog;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One request as the log tells of it: no body, no header, no value from the path or the query.
 *
 * @param id random, and with {@code at} unique; small enough for numbers in JSON
 * @param requestId the client's {@code x-request-id}, or one made for it
 * @param subject who asked; null when nobody has logged in
 * @param path the path as a template, as in {@code /api/v1/resources/{id}}
 */
public record RequestEntry(
    long id,
    Instant at,
    String requestId,
    @Schema(nullable = true) String subject,
    @Schema(nullable = true) String tier,
    String method,
    String path,
    int status,
    long durationMicros,
    long bytes,
    String instance) {}
