package dev.apifleet.gateway.pool;

/** A request that says the same of itself whatever it is asked for. */
record Asked(String clientKey, String value) implements Asker {
  static final Asker NOBODY = new Asked("192.0.2.1", null);

  @Override
  public String header(String name) {
    return value;
  }

  @Override
  public String cookie(String name) {
    return value;
  }

  @Override
  public String queryParam(String name) {
    return value;
  }

  @Override
  public String path() {
    return value == null ? "/" : value;
  }
}
