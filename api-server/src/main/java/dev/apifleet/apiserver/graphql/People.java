package dev.apifleet.apiserver.graphql;

import dev.apifleet.apiserver.database.Database;
import dev.apifleet.apiserver.resource.Resource;
import dev.apifleet.apiserver.resource.ResourceView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** People and what is theirs, for many at once: one statement, however many they are. */
@ApplicationScoped
class People {

  static final int LATEST = 20;

  private static final String NAMES = "select email, name from account where email in (:emails)";
  private static final String LATEST_OF_EACH =
      "select mine.* from unnest(string_to_array(:emails, chr(10))) person(email) cross join lateral"
          + " (select id, name, description, owner, status, version, created_at, updated_at"
          + " from resource where owner = person.email order by id desc limit "
          + LATEST
          + ") mine";

  private final Database database;

  People(Database database) {
    this.database = database;
  }

  /** In the order of the subjects; null where there is none. */
  Uni<List<Person>> of(List<String> subjects) {
    List<String> emails = subjects.stream().filter(Objects::nonNull).distinct().toList();
    Uni<Map<String, String>> names =
        emails.isEmpty() ? Uni.createFrom().item(Map.of()) : names(emails);
    return names.map(
        known ->
            subjects.stream()
                .map(email -> email == null ? null : new Person(email, known.get(email)))
                .toList());
  }

  private Uni<Map<String, String>> names(Collection<String> emails) {
    return database
        .readAnywhere(
            session ->
                session
                    .createNativeQuery(NAMES, Object[].class)
                    .setParameter("emails", emails)
                    .getResultList())
        .map(
            rows ->
                rows.stream()
                    .collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1])));
  }

  /** The newest resources of each, in the order of the people. */
  Uni<List<List<ResourceNode>>> latestResources(List<Person> people) {
    String emails = people.stream().map(Person::email).distinct().collect(Collectors.joining("\n"));
    return database
        .readAnywhere(
            session ->
                session
                    .createNativeQuery(LATEST_OF_EACH, Resource.class)
                    .setParameter("emails", emails)
                    .getResultList())
        .map(rows -> rows.stream().map(ResourceView::of).map(ResourceNode::of).toList())
        .map(nodes -> nodes.stream().collect(Collectors.groupingBy(ResourceNode::subject)))
        .map(
            byOwner ->
                people.stream()
                    .map(person -> byOwner.getOrDefault(person.email(), List.of()))
                    .toList());
  }
}
