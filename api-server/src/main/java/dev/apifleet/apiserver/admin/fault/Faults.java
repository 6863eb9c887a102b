package dev.apifleet.apiserver.admin.fault;

import dev.apifleet.apiserver.ApiServerConfig;
import dev.apifleet.apiserver.json.OptionalBody;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;

/** The fault that this instance was told to have, if any; it lives as long as the process. */
@ApplicationScoped
public class Faults {

  private static final Logger LOG = Logger.getLogger(Faults.class);

  private final AtomicReference<Fault> current = new AtomicReference<>();
  private final OptionalBody reader;
  private final String instance;
  private final boolean demo;

  Faults(ApiServerConfig config, OptionalBody reader) {
    this.reader = reader;
    this.instance = config.instanceId();
    this.demo = config.demo();
  }

  /** Which instance, and what it suffers from; null when it is well. */
  public record State(String instanceId, @Schema(nullable = true) Fault fault) {}

  Optional<Fault> current() {
    return Optional.ofNullable(current.get());
  }

  /** As the body asks for, or in the usual way. */
  State crash(String body) {
    requireDemo();
    Fault fault = Fault.of(reader.read(body, Fault.class).orElse(null));
    current.set(fault);
    LOG.warnf("Told to answer %d after %d ms", fault.status(), fault.delayMillis());
    return new State(instance, fault);
  }

  State recover() {
    requireDemo();
    if (current.getAndSet(null) != null) {
      LOG.info("Told to be well again");
    }
    return new State(instance, null);
  }

  /** However the path was written: {@link FaultFilter} knows the usual ways alone. */
  private void requireDemo() {
    if (!demo) {
      throw new ProblemException(Problem.ofStatus(404));
    }
  }
}
