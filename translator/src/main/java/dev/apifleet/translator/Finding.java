package dev.apifleet.translator;

/**
 * One observation about one object, to become (part of) a condition.
 *
 * @param type the condition's type: Accepted, ResolvedRefs or PartiallyInvalid
 * @param status whether the condition holds; of several findings of a type a false one decides
 *     (PartiallyInvalid: a true one)
 * @param reason one word for programs
 * @param message which field, what was found, what to do
 */
public record Finding(
    ObjectRef object, String type, boolean status, String reason, String message) {}
