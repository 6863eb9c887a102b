package dev.apifleet.bench.translate;

/** What is changed in a cluster, again and again. */
enum Change {
  ROUTE("a route edited") {
    @Override
    void in(BigCluster cluster, int size, int turn) {
      cluster.route(turn * 7 % size, "/edit" + turn);
    }
  },
  ROUTE_ADDED("a route added") {
    @Override
    void in(BigCluster cluster, int size, int turn) {
      cluster.route(size + turn, "/");
    }
  },
  ROUTE_DELETED("a route deleted") {
    @Override
    void in(BigCluster cluster, int size, int turn) {
      cluster.removeRoute(size + turn);
    }
  },
  ENDPOINTS("endpoints of one pool") {
    @Override
    void in(BigCluster cluster, int size, int turn) {
      cluster.endpoints(turn * 7 % Math.max(1, size / 10), turn + 2);
    }
  },
  POLICY("one policy's limit") {
    @Override
    void in(BigCluster cluster, int size, int turn) {
      cluster.policy(turn % Math.max(1, size / 100), 1_000 + turn);
    }
  },
  POOL("one pool") {
    @Override
    void in(BigCluster cluster, int size, int turn) {
      cluster.pool(turn * 7 % Math.max(1, size / 10), turn % 79 + 21);
    }
  };

  private final String label;

  Change(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Another change each turn. */
  abstract void in(BigCluster cluster, int size, int turn);
}
