package dev.apifleet.translator;

/** Something about one object, of which there are lists in the order of the objects. */
interface Keyed {
  ObjectRef ref();
}
