package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The accounts in the database. */
@ApplicationScoped
public class Accounts {

  private final Database database;

  Accounts(Database database) {
    this.database = database;
  }

  Uni<Optional<Account>> byId(long id) {
    return database.read(session -> session.find(Account.class, id)).map(Optional::ofNullable);
  }

  /** Those whose ids follow. */
  Uni<List<Account>> after(long id, int most) {
    return database.read(
        session ->
            session
                .createSelectionQuery("from account where id > :id order by id", Account.class)
                .setParameter("id", id)
                .setMaxResults(most)
                .getResultList());
  }

  Uni<Optional<Account>> byEmail(String email) {
    return database
        .read(
            session ->
                session
                    .createSelectionQuery("from account where email = :email", Account.class)
                    .setParameter("email", email)
                    .getSingleResultOrNull())
        .map(Optional::ofNullable);
  }
}
