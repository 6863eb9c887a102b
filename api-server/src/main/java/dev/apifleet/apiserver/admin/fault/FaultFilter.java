package dev.apifleet.apiserver.admin.fault;

import dev.apifleet.apiserver.ApiServerConfig;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Answers in place of everything else while the instance has crashed, but for what ends that and
 * for probes: an instance that Kubernetes took out of service, or started again, would show nothing
 * of how the gateways' breakers find one that fails though it looks well.
 */
@ApplicationScoped
public class FaultFilter {

  private static final Pattern CONTROL =
      Pattern.compile("(/+api/+v[12])?/+admin/+(crash|recover)/*");

  /** Those of a path's parts, which the router of endpoints passes over. */
  private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");

  private static final Pattern PROBES = Pattern.compile("/health(/.*)?|/metrics");

  private final Faults faults;
  private final boolean demo;

  FaultFilter(Faults faults, ApiServerConfig config) {
    this.faults = faults;
    this.demo = config.demo();
  }

  void register(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE + 10).handler(this::filter);
  }

  private void filter(RoutingContext context) {
    String path = PARAMETERS.matcher(context.normalizedPath()).replaceAll("");
    boolean control = CONTROL.matcher(path).matches();
    if (control && !demo) {
      context.fail(new ProblemException(Problem.ofStatus(404)));
    } else if (control || PROBES.matcher(path).matches()) {
      context.next();
    } else {
      faults.current().ifPresentOrElse(fault -> suffer(context, fault), context::next);
    }
  }

  private static void suffer(RoutingContext context, Fault fault) {
    Problem problem =
        Problem.of(fault.status(), "simulated-crash", "This instance was told to fail.");
    if (fault.delayMillis() == 0) {
      context.fail(new ProblemException(problem));
    } else {
      context
          .vertx()
          .setTimer(
              fault.delayMillis(),
              done -> {
                if (!context.response().closed()) {
                  context.fail(new ProblemException(problem));
                }
              });
    }
  }
}
