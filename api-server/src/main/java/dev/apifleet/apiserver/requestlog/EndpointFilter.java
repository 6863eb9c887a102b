package dev.apifleet.apiserver.requestlog;

import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/** Notes of each request which endpoint serves it. */
public final class EndpointFilter {

  static final String KEY = EndpointFilter.class.getName();
  static final String UNMATCHED = "unmatched";

  private static final String VERSION = "{version:v1|v2}";

  @ServerRequestFilter
  public void served(RoutingContext context) {
    note(context);
  }

  /** For those that were refused before filters of requests saw them. */
  @ServerResponseFilter
  public void refused(RoutingContext context) {
    note(context);
  }

  private static void note(RoutingContext context) {
    RuntimeResource target = CurrentRequestManager.get().getTarget();
    if (target != null) {
      context.put(KEY, template(target).replace(VERSION, version(context.request().path())));
    }
  }

  /** Of all parts of a path that stand for something, the version alone is told as it is. */
  private static String version(String path) {
    return path.startsWith("/api/v2/") ? "v2" : "v1";
  }

  private static String template(RuntimeResource target) {
    String outer = target.getClassPath() == null ? "" : target.getClassPath().template;
    String path = outer + target.getPath().template;
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
