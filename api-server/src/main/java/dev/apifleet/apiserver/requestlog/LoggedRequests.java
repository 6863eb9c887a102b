package dev.apifleet.apiserver.requestlog;

import dev.apifleet.apiserver.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The log as it can be read again. */
@ApplicationScoped
public class LoggedRequests {

  private final Database database;

  LoggedRequests(Database database) {
    this.database = database;
  }

  Uni<RequestPage> page(RequestQuery query) {
    return database
        .read(
            session -> {
              var sql = session.createNativeQuery(query.toSql(), LoggedRequest.class);
              query.parameters().forEach(sql::setParameter);
              return sql.getResultList();
            })
        .map(rows -> RequestPage.of(rows, query.limit()));
  }
}
