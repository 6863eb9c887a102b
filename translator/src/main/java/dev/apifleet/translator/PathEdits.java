package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PathModifier;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import dev.apifleet.snapshot.PathEdit;
import dev.apifleet.translator.RouteDraft.MatchDraft;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads changes of paths.
 *
 * @param matches those of the rule: an edit can only use what each of them knows
 */
record PathEdits(List<MatchDraft> matches, Problems problems) {
  private static final Pattern NAME = Pattern.compile("\\{([^{}]*)\\}");

  /** Null where the path stays. */
  PathEdit read(FieldPath field, PathModifier edit) {
    if (edit == null) {
      return null;
    }
    if (edit.type() == null) {
      problems.invalid(field.child("type"), null, "say how the path is changed");
      return null;
    }
    return switch (edit.type()) {
      case ReplaceFullPath -> full(field.child("replaceFullPath"), edit.replaceFullPath());
      case ReplacePrefixMatch ->
          prefix(field.child("replacePrefixMatch"), edit.replacePrefixMatch());
      case ReplaceRegex -> regex(field, edit.pattern(), edit.substitution());
    };
  }

  private PathEdit full(FieldPath field, String path) {
    if (path == null) {
      problems.invalid(field, null, "write the new path");
      return null;
    }
    Matcher name = NAME.matcher(path);
    while (name.find()) {
      checkKnown(field, path, name.group(1));
    }
    Paths.literal(field, name.replaceAll("x"), path, problems);
    return new PathEdit.Full(path);
  }

  private void checkKnown(FieldPath field, String path, String name) {
    boolean known =
        matches.stream()
            .map(match -> match.match().path())
            .allMatch(
                match ->
                    match instanceof PathMatch.Template(String template)
                        && Templates.names(template).contains(name));
    if (!known) {
      problems.invalid(
          field, path, "use only names that the template of each match has; one lacks " + name);
    }
  }

  private PathEdit prefix(FieldPath field, String replacement) {
    if (replacement == null) {
      problems.invalid(field, null, "write what stands in place of the prefix, or / for nothing");
      return null;
    }
    boolean prefixes =
        matches.stream().allMatch(match -> match.match().path() instanceof PathMatch.Prefix);
    if (!prefixes) {
      problems.invalid(
          field, replacement, "give all matches of the rule type PathPrefix, or replace otherwise");
    }
    Paths.literal(field, replacement, replacement, problems);
    return new PathEdit.Prefix(replacement);
  }

  private PathEdit regex(FieldPath field, String pattern, String substitution) {
    if (pattern == null) {
      problems.invalid(field.child("pattern"), null, "write the expression to replace");
      return null;
    }
    if (Expressions.check(field.child("pattern"), pattern, problems)) {
      Substitutions.check(field.child("substitution"), pattern, substitution, problems);
    }
    return new PathEdit.Regex(pattern, substitution);
  }
}
