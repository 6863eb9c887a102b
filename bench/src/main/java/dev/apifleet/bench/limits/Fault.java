package dev.apifleet.bench.limits;

import dev.apifleet.bench.RedisServer;

/** A way in which Redis goes away. */
enum Fault {
  SIGKILL {
    @Override
    void strike(RedisServer redis) {
      redis.kill();
    }

    @Override
    void heal(RedisServer redis) {
      redis.startAgain();
    }
  },
  SIGSTOP {
    @Override
    void strike(RedisServer redis) {
      redis.stop();
    }

    @Override
    void heal(RedisServer redis) {
      redis.goOn();
    }
  };

  abstract void strike(RedisServer redis);

  /** Returns as soon as it is there again. */
  abstract void heal(RedisServer redis);
}
