package dev.apifleet.operator.console;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What browsers are told about the console's pages, and how people get to them. */
@Singleton
public final class ConsolePages {
  private static final int BEFORE_ALL_OTHERS = -1000;
  private static final String CONSOLE = "/console/";
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  void install(@Observes Router router) {
    router.route(CONSOLE + "*").order(BEFORE_ALL_OTHERS).handler(ConsolePages::protect);
    router.route("/").order(BEFORE_ALL_OTHERS).handler(page -> page.redirect(CONSOLE));
    router.route("/console").order(BEFORE_ALL_OTHERS).handler(ConsolePages::addSlash);
  }

  private static void addSlash(RoutingContext page) {
    if (page.normalizedPath().endsWith("/")) {
      page.next();
    } else {
      page.redirect(CONSOLE);
    }
  }

  /** At the end, since the handler of static files has its own idea of caching. */
  private static void protect(RoutingContext page) {
    page.addHeadersEndHandler(
        _ -> {
          MultiMap headers = page.response().headers();
          headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
          headers.set("X-Content-Type-Options", "nosniff");
          headers.set("Referrer-Policy", "no-referrer");
          caching(page.normalizedPath(), headers);
        });
    page.next();
  }

  /** Assets carry a hash in their name and never change; a page may at each upgrade. */
  private static void caching(String path, MultiMap headers) {
    if (path.startsWith(CONSOLE + "api")) {
      headers.set("Cache-Control", "no-store");
    } else if (!path.startsWith(CONSOLE + "assets/")) {
      headers.set("Cache-Control", "no-cache");
    }
  }
}
