package dev.apifleet.operator.status;

/**
 * What people should notice about an object.
 *
 * @param warning whether someone should act on it
 * @param reason one word for programs
 */
public record Notice(boolean warning, String reason, String message) {}
