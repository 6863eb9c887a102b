package dev.apifleet.apiserver.change;

/**
 * That something was created, updated or deleted.
 *
 * @param type what it is, in the singular: {@code resource}
 * @param id its id
 * @param version its version after the change; of a deleted one the last
 * @param data what clients would read of it after the change, as JSON; null when it was deleted
 * @param owner the subject whom it is for, and those who may {@code resources:read-any} (with the
 *     type's own name); null: for everybody
 */
public record Change(Action action, String type, long id, int version, String data, String owner) {

  /** What was done. */
  public enum Action {
    CREATED,
    UPDATED,
    DELETED
  }

  /** A change that everybody may see. */
  public Change(Action action, String type, long id, int version, String data) {
    this(action, type, id, version, data, null);
  }
}
