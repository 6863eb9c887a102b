package dev.apifleet.gateway.transport;

import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Resource;
import java.util.Collection;

/** Loads the key material that resources refer to, before they serve. */
public interface KeyLoader {
  /** Where nothing is served, nothing is needed. */
  KeyLoader NONE =
      new KeyLoader() {
        @Override
        public void load(Resource resource) {}

        @Override
        public void retain(Collection<Encoded> served) {}
      };

  /** Throws a RuntimeException that says why, when it cannot. */
  void load(Resource resource);

  /** Forgets what none of these refers to. */
  void retain(Collection<Encoded> served);
}
