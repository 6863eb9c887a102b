package dev.apifleet.cli.replay;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells a report to people. */
final class ReportText {
  private final StringBuilder text = new StringBuilder();

  private ReportText() {}

  static String of(JsonObject report) {
    ReportText told = new ReportText();
    told.beginning(report);
    told.table(
        "by policy", report.getJsonArray("policies"), one -> share(one) + "  " + policy(one));
    told.table("by tier", report.getJsonArray("tiers"), one -> share(one) + "  " + tier(one));
    told.table("by limit", report.getJsonArray("limits"), ReportText::limit);
    told.table("most rejected", report.getJsonArray("keys"), ReportText::key);
    JsonObject busiest = report.getJsonObject("busiest");
    if (busiest != null) {
      told.line(
          "busiest second: %s with %d requests, %d of them rejected",
          busiest.getString("second"), busiest.getLong("requests"), busiest.getLong("rejected"));
    }
    told.change("newly rejected", report.getJsonObject("newlyRejected"));
    told.change("no longer rejected", report.getJsonObject("noLongerRejected"));
    return told.text.toString();
  }

  private void beginning(JsonObject report) {
    JsonObject leftOut = report.getJsonObject("leftOut");
    long requests = report.getLong("requests");
    if (requests > 0) {
      line("%s to %s", report.getString("from"), report.getString("to"));
    }
    line("would be rejected: %s", share(report));
    leftOut(leftOut.getLong("bad"), "could not be read");
    leftOut.getJsonArray("examples").forEach(example -> line("    %s", example));
    leftOut(leftOut.getLong("unmatched"), "match no rule");
    leftOut(
        leftOut.getLong("refused"),
        "match a rule that refuses all, since something that it refers to is missing");
    leftOut(
        report.getLong("late"),
        "came too late in the log, and count at the time of the line before");
  }

  private void leftOut(long count, String what) {
    if (count > 0) {
      line("  %d %s", count, what);
    }
  }

  private void table(String title, JsonArray rows, Function<JsonObject, String> row) {
    if (!rows.isEmpty()) {
      line("%s", title);
    }
    for (int i = 0; i < rows.size(); i++) {
      line("  %s", row.apply(rows.getJsonObject(i)));
    }
  }

  private void change(String title, JsonObject change) {
    if (change != null) {
      line("%s: %d", title, change.getLong("requests"));
      table("  of them", change.getJsonArray("keys"), one -> "  " + key(one));
    }
  }

  private static String share(JsonObject one) {
    long requests = one.getLong("requests");
    long rejected = one.getLong("rejected");
    return "%d of %d (%.1f %%)"
        .formatted(rejected, requests, requests == 0 ? 0 : 100.0 * rejected / requests);
  }

  private static String policy(JsonObject one) {
    long delayed = one.getLong("delayed");
    return one.getString("policy")
        + (one.getString("mode").equals("SHADOW") ? ", in shadow mode" : "")
        + (delayed > 0 ? ", " + delayed + " would wait for their turn" : "");
  }

  private static String tier(JsonObject one) {
    return one.getString("tier");
  }

  private static String limit(JsonObject one) {
    Long capacity = one.getLong("capacity");
    return "%d  %s, tier %s: %s of %s%d in %s (%s)"
        .formatted(
            one.getLong("rejected"),
            one.getString("policy"),
            one.getString("tier"),
            one.getString("limit"),
            capacity == null ? "" : capacity + " at once and then ",
            one.getLong("requests"),
            one.getString("window"),
            one.getString("algorithm"));
  }

  private static String key(JsonObject one) {
    String parts =
        one.getJsonObject("key").stream()
            .map(part -> part.getKey() + " = " + part.getValue())
            .collect(Collectors.joining(", "));
    long error = one.getLong("error");
    return "%d%s  %s  (%s, tier %s), first at %s"
        .formatted(
            one.getLong("rejected"),
            error > 0 ? " (up to " + error + " fewer)" : "",
            parts,
            one.getString("policy"),
            one.getString("tier"),
            one.getString("first"));
  }

  private void line(String format, Object... values) {
    text.append(format.formatted(values)).append('\n');
  }
}
