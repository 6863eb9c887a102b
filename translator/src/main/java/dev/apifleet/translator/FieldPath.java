package dev.apifleet.translator;

/** Where in a custom resource something stands, such as {@code spec.rules[0].name}. */
record FieldPath(String text) {
  static final FieldPath SPEC = new FieldPath("spec");

  FieldPath child(String name) {
    return new FieldPath(text + "." + name);
  }

  FieldPath item(int index) {
    return new FieldPath(text + "[" + index + "]");
  }

  FieldPath item(String key) {
    return new FieldPath(text + "[" + Quoted.of(key) + "]");
  }

  @Override
  public String toString() {
    return text;
  }
}
