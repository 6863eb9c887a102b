package dev.apifleet.bench.apiserver;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The operations that are measured. */
final class Operations {
  static final String COLD = "get, cold cache";
  static final String WARM = "get, warm cache";

  private static final String RESOURCES = "/api/v1/resources";
  private static final int HOT = 1_000;
  private static final String QUERY =
      "{ resources(first: 20) { items { id name owner { name } } } }";

  private Operations() {}

  static List<Operation> of(Server server, int resources) {
    String admin = server.token("admin@example.com", "admin123");
    String user = server.token("user@example.com", "user123");
    Random order = new Random(1);
    return List.of(
        Operation.of("login", List.of(login())),
        Operation.of(WARM, Asked.many(HOT, n -> Asked.get(RESOURCES + "/" + (n + 1)))),
        new Operation(COLD, () -> clear(server, admin), () -> everyOnce(resources, order)),
        Operation.of("list of 20", List.of(Asked.get(RESOURCES))),
        Operation.of(
            "list of 20, filtered and sorted",
            List.of(Asked.get("/api/v2/resources?status=active&sort=-updatedAt"))),
        Operation.of("create", List.of(create(user))),
        Operation.of("GraphQL: 20 with their owners", List.of(query())));
  }

  /** Of an account that nothing else here uses: each login ends the account's first session. */
  private static byte[] login() {
    JsonObject credentials =
        new JsonObject().put("email", "pro@example.com").put("password", "pro123");
    return Asked.post("/api/v1/auth/login", "", credentials.encode());
  }

  private static byte[] create(String token) {
    JsonObject draft = new JsonObject().put("name", "pump").put("description", "moves water");
    return Asked.post(RESOURCES, token, draft.encode());
  }

  private static byte[] query() {
    return Asked.post("/graphql", "", new JsonObject().put("query", QUERY).encode());
  }

  /** Over the whole fleet, in both levels. */
  private static void clear(Server server, String admin) {
    server.post("/api/v1/admin/cache/clear", admin, "{}");
  }

  /** Each resource once, in an order that no cache and no index can foresee. */
  private static List<byte[]> everyOnce(int resources, Random order) {
    List<Integer> ids =
        IntStream.rangeClosed(1, resources)
            .boxed()
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(ids, order);
    return ids.stream().map(id -> Asked.get(RESOURCES + "/" + id)).toList();
  }
}
