package dev.apifleet.apiserver.identity;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The folder of the keys: one file signs, every other {@code *.pem} only verifies. */
record KeyFolder(Path signingFile) {

  private static final int MOST_FILES = 16;
  private static final int LONGEST_FILE = 64 * 1024;

  /** What the files say now. */
  Map<Path, String> read() throws IOException {
    Map<Path, String> files = new TreeMap<>();
    files.put(signingFile, text(signingFile));
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(signingFile.toAbsolutePath().getParent(), "*.pem")) {
      for (Path file : all) {
        if (!file.getFileName().equals(signingFile.getFileName())) {
          files.put(file, text(file));
        }
      }
    }
    if (files.size() > MOST_FILES) {
      throw new IOException("more than " + MOST_FILES + " keys; remove those of tokens long over");
    }
    return files;
  }

  KeySet parse(Map<Path, String> files) throws GeneralSecurityException {
    List<VerificationKey> others = new ArrayList<>();
    for (Map.Entry<Path, String> file : files.entrySet()) {
      try {
        others.add(VerificationKey.of(Pem.rsaPublicKey(file.getValue())));
      } catch (GeneralSecurityException | IllegalArgumentException failure) {
        throw new GeneralSecurityException(
            file.getKey().getFileName() + ": " + failure.getMessage(), failure);
      }
    }
    return KeySet.of(SigningKey.of(Pem.rsaPrivateKey(files.get(signingFile))), others);
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > LONGEST_FILE) {
      throw new IOException(file.getFileName() + " is too long for a key");
    }
    return Files.readString(file);
  }
}
