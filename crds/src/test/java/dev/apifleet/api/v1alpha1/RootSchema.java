package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;

/**
 * What the generator leaves out at the top of a CRD: descriptions, that spec must be there, and
 * what the status says before the operator has looked.
 */
record RootSchema(Collection<Class<? extends HasMetadata>> kinds) implements CRDPostProcessor {
  @Override
  public HasMetadata process(HasMetadata resource, String crdVersion) {
    CustomResourceDefinition crd = (CustomResourceDefinition) resource;
    Class<?> kind = kind(crd.getSpec().getNames().getKind());
    Type[] parts = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
    JSONSchemaProps root = crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    root.setRequired(List.of("spec"));
    describe(root, kind);
    describe(root.getProperties().get("spec"), parts[0]);
    describe(root.getProperties().get("status"), parts[1]);
    root.getProperties().get("status").setDefault(notYetSeen());
    return crd;
  }

  /** So that nobody takes an object for current of which the operator does not know yet. */
  private static JsonNode notYetSeen() {
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("observedGeneration", -1);
    ArrayNode conditions = status.putArray("conditions");
    for (String type : List.of("Accepted", "Programmed", "Ready", "ResolvedRefs")) {
      conditions
          .addObject()
          .put("type", type)
          .put("status", "Unknown")
          .put("reason", "Pending")
          .put("message", "the operator has not looked at it yet: is it running?")
          .put("lastTransitionTime", "1970-01-01T00:00:00Z");
    }
    return status;
  }

  private Class<?> kind(String name) {
    return kinds.stream().filter(k -> k.getSimpleName().equals(name)).findFirst().orElseThrow();
  }

  private static void describe(JSONSchemaProps schema, Type type) {
    schema.setDescription(((Class<?>) type).getAnnotation(JsonClassDescription.class).value());
  }
}
