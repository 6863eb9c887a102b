package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RouteVersion;
import dev.apifleet.api.v1alpha1.VersionSource;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.MatchConfig.ValueMatch;
import dev.apifleet.translator.RouteDraft.MatchDraft;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads the version of a rule: ordinary matches for each way to ask for it, and its end. */
record Versions(FieldPath field, RouteVersion version, Problems problems) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern ANCHOR = Pattern.compile("(^|[|(])\\^|\\\\A");
  private static final Pattern LINK = Pattern.compile("https?://[!-~&&[^<>\"]]{1,1015}");

  /** Each match with each way to ask for the version, and by itself for who names none. */
  List<MatchDraft> in(List<MatchDraft> matches) {
    if (version == null || Items.of(version.sources()).isEmpty()) {
      return matches;
    }
    List<VersionSource> sources = version.sources();
    Stream<MatchDraft> asked =
        IntStream.range(0, sources.size())
            .mapToObj(i -> source(field.child("sources").item(i), sources.get(i)))
            .flatMap(Optional::stream)
            .flatMap(source -> matches.stream().map(match -> with(source, match)))
            .flatMap(Optional::stream);
    Stream<MatchDraft> unasked =
        Boolean.TRUE.equals(version.fallback()) ? matches.stream() : Stream.empty();
    return Stream.concat(asked, unasked).toList();
  }

  /** A way to ask: a beginning of the path, or a header. */
  private record Source(FieldPath field, String prefix, ValueMatch header) {}

  private Optional<Source> source(FieldPath item, VersionSource source) {
    if (source == null || source.type() == null || Texts.isBlank(source.value())) {
      problems.invalid(item, null, "write type and value, or remove the entry");
      return Optional.empty();
    }
    FieldPath value = item.child("value");
    return Optional.of(
        switch (source.type()) {
          case Path -> new Source(value, prefix(value, source.value()), null);
          case Header ->
              new Source(value, null, new ValueMatch(header(value, source), name(), false));
          case MediaType -> new Source(value, null, accept(value, source.value()));
        });
  }

  private String prefix(FieldPath value, String prefix) {
    Paths.literal(value, prefix, prefix, problems);
    if (prefix.endsWith("/")) {
      problems.invalid(value, prefix, "leave out the slash at the end");
    }
    return prefix;
  }

  private String header(FieldPath value, VersionSource source) {
    return Values.Names.HEADERS.read(value, source.value(), problems);
  }

  private ValueMatch accept(FieldPath value, String mediaType) {
    if (!MediaTypes.isVendorType(mediaType)) {
      problems.invalid(value, mediaType, "write a media type such as application/vnd.acme");
    }
    return new ValueMatch("accept", MediaTypes.withVersion(mediaType, name()), true);
  }

  private String name() {
    return version.name() == null ? "" : version.name();
  }

  private Optional<MatchDraft> with(Source source, MatchDraft draft) {
    MatchConfig match = draft.match();
    if (source.prefix() == null) {
      List<ValueMatch> headers = new ArrayList<>(match.headers());
      headers.add(source.header());
      return Optional.of(
          new MatchDraft(
              draft.field(),
              new MatchConfig(match.path(), match.method(), headers, match.queryParams())));
    }
    if (match.path() instanceof MatchConfig.PathMatch.Regex(String expression)
        && ANCHOR.matcher(expression).find()) {
      problems.invalid(
          source.field(),
          source.prefix(),
          "leave ^ out of " + Quoted.of(expression) + ": it does not stand at the start any more");
      return Optional.empty();
    }
    return Optional.of(
        new MatchDraft(
            draft.field(),
            new MatchConfig(
                Paths.behind(source.prefix(), match.path()),
                match.method(),
                match.headers(),
                match.queryParams(),
                source.prefix())));
  }

  /** Says that the version ends; empty where nothing is known of that. */
  Optional<FilterConfig> end() {
    if (version == null) {
      return Optional.empty();
    }
    if (version.name() == null || !NAME.matcher(version.name()).matches()) {
      problems.invalid(field.child("name"), version.name(), "name the version, such as v1");
    }
    long since = time(field.child("deprecatedSince"), version.deprecatedSince());
    long sunset = time(field.child("sunset"), version.sunset());
    checkLink(since, sunset);
    if (sunset > 0 && sunset < since) {
      problems.invalid(
          field.child("sunset"), version.sunset(), "write a time after deprecatedSince");
    }
    return since == 0 && sunset == 0
        ? Optional.empty()
        : Optional.of(new FilterConfig.Deprecation(since, sunset, version.link()));
  }

  private void checkLink(long since, long sunset) {
    FieldPath link = field.child("link");
    if (version.link() != null && !LINK.matcher(version.link()).matches()) {
      problems.invalid(link, version.link(), "write a URL that starts with https://");
    } else if (version.link() != null && since == 0 && sunset == 0) {
      problems.invalid(link, version.link(), "set deprecatedSince or sunset too, or remove it");
    }
  }

  /** Seconds since the epoch, or 0. */
  private long time(FieldPath time, String text) {
    try {
      long seconds = text == null ? 0 : OffsetDateTime.parse(text).toEpochSecond();
      if (seconds >= 0) {
        return seconds;
      }
    } catch (DateTimeException _) {
      // said below
    }
    problems.invalid(time, text, "write a time such as 2027-01-31T00:00:00Z");
    return 0;
  }
}
