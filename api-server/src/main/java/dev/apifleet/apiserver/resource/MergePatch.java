package dev.apifleet.apiserver.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;

/** A JSON Merge Patch (RFC 7396): what it names is set, what it names as null is removed. */
record MergePatch(ObjectNode patch, ObjectMapper mapper) {

  static final String MEDIA_TYPE = "application/merge-patch+json";

  static MergePatch of(String type, JsonNode body, ObjectMapper mapper) {
    if (type == null || !type.startsWith(MEDIA_TYPE)) {
      throw new ProblemException(
          Problem.of(415, "unsupported-media-type", "Send the patch as " + MEDIA_TYPE + "."));
    }
    if (body instanceof ObjectNode patch) {
      return new MergePatch(patch, mapper);
    }
    throw new ProblemException(Problem.of(400, "malformed-json", "Send a JSON object as patch."));
  }

  ResourceDraft apply(ResourceDraft draft) {
    ObjectNode target = mapper.valueToTree(draft);
    patch.properties().forEach(member -> set(target, member.getKey(), member.getValue()));
    try {
      return mapper.treeToValue(target, ResourceDraft.class);
    } catch (JsonProcessingException wrongType) {
      throw new ProblemException(
          Problem.of(400, "malformed-json", "The patch is not of the shape asked for."), wrongType);
    }
  }

  /** All members are texts; an object among the patch's would be refused, so nothing is nested. */
  private static void set(ObjectNode target, String name, JsonNode value) {
    if (value.isNull()) {
      target.remove(name);
    } else {
      target.set(name, value);
    }
  }
}
