package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.Compression;
import dev.apifleet.api.v1alpha1.CompressionAlgorithm;
import dev.apifleet.snapshot.FilterConfig;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads how answers are compressed. */
final class Compressions {
  private static final Compression ALL_DEFAULTS = new Compression(null, null, null);
  private static final List<CompressionAlgorithm> ALL =
      List.of(CompressionAlgorithm.br, CompressionAlgorithm.zstd, CompressionAlgorithm.gzip);
  private static final List<String> TEXT =
      List.of(
          "text/*",
          "application/json",
          "application/*+json",
          "application/xml",
          "application/*+xml",
          "application/javascript",
          "image/svg+xml");
  private static final String TOKEN = "[A-Za-z0-9!#$&^_.+-]";
  private static final Pattern TYPE =
      Pattern.compile(TOKEN + "+/(" + TOKEN + "+|\\*(\\+" + TOKEN + "+)?)");

  private Compressions() {}

  static FilterConfig.Compress read(FieldPath field, Compression given, Problems problems) {
    Compression compression = Objects.requireNonNullElse(given, ALL_DEFAULTS);
    return new FilterConfig.Compress(
        algorithms(field.child("algorithms"), Items.of(compression.algorithms()), problems),
        (int) Sizes.read(field.child("minSize"), compression.minSize(), 1024, 0, 1 << 30, problems),
        types(field.child("contentTypes"), Items.of(compression.contentTypes()), problems));
  }

  private static List<String> algorithms(
      FieldPath field, List<CompressionAlgorithm> given, Problems problems) {
    IntStream.range(0, given.size())
        .filter(i -> given.get(i) == null)
        .forEach(i -> problems.invalid(field.item(i), null, "write br, zstd or gzip"));
    return (given.isEmpty() ? ALL : given)
        .stream().filter(Objects::nonNull).map(CompressionAlgorithm::name).distinct().toList();
  }

  private static List<String> types(FieldPath field, List<String> given, Problems problems) {
    IntStream.range(0, given.size())
        .filter(i -> given.get(i) == null || !TYPE.matcher(given.get(i)).matches())
        .forEach(
            i ->
                problems.invalid(
                    field.item(i),
                    given.get(i),
                    "write a media type such as text/html, text/* or application/*+json"));
    return given.isEmpty()
        ? TEXT
        : given.stream()
            .filter(Objects::nonNull)
            .map(type -> type.toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
  }
}
