package dev.apifleet.snapshot.bootstrap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.apifleet.snapshot.Sha256;
import dev.apifleet.snapshot.Version;
import java.io.IOException;
import java.util.Arrays;

/**
 * One of the pieces in which a snapshot is kept where gateways find it without the operator: each
 * as large as a Secret may be.
 *
 * @param label what the piece is
 * @param content its part of the compressed snapshot
 */
public record Chunk(Label label, byte[] content) {
  /** Name of the file, and key of the Secret, that says what a piece is. */
  public static final String LABEL_FILE = "label.json";

  /** Name of the file, and key of the Secret, that holds the piece. */
  public static final String CONTENT_FILE = "chunk";

  /** In how many pieces a snapshot can be kept at most: as many volumes as a gateway pod has. */
  public static final int MOST = 8;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /**
   * What a piece is.
   *
   * @param version of the snapshot that it is a part of
   * @param index from 0
   * @param count of all pieces
   * @param sha256 of the content, hexadecimal
   */
  public record Label(Version version, int index, int count, String sha256) {
    /** As JSON. */
    public byte[] json() {
      try {
        return JSON.writeValueAsBytes(this);
      } catch (IOException e) {
        throw new IllegalStateException("a label has no JSON", e);
      }
    }

    /**
     * Reads a label from JSON.
     *
     * @throws IOException when it is none
     */
    public static Label read(byte[] json) throws IOException {
      Label label = JSON.readValue(json, Label.class);
      if (label == null) {
        throw new IOException("the label of a piece is null");
      }
      return label;
    }
  }

  /** Whether the content is what the label says. */
  public boolean isSound() {
    return label.version() != null
        && label.count() <= MOST
        && label.index() >= 0
        && label.index() < label.count()
        && Sha256.of(content).equals(label.sha256());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Chunk(Label otherLabel, byte[] otherContent)
        && label.equals(otherLabel)
        && Arrays.equals(content, otherContent);
  }

  @Override
  public int hashCode() {
    return label.hashCode();
  }

  @Override
  public String toString() {
    return "Chunk[" + label + "]";
  }
}
