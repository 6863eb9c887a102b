package dev.apifleet.gateway.proxy;

/** How many copies of requests a lane sends at once. Confined to one event loop. */
final class Copies {
  /** With bodies of 64 KiB they hold 8 MiB. */
  private static final int MOST = 128;

  private int underWay;

  /** Whether there is room for one more, which is taken then. */
  boolean begin() {
    if (underWay == MOST) {
      return false;
    }
    underWay++;
    return true;
  }

  void end() {
    underWay--;
  }
}
