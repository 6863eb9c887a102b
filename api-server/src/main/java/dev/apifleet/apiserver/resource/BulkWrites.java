package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.resource.BulkResults.Result;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/** Many writes in one transaction, one after the other: the first that fails undoes all. */
@ApplicationScoped
class BulkWrites {

  private final ResourceWrites writes;

  BulkWrites(ResourceWrites writes) {
    this.writes = writes;
  }

  Uni<BulkResults> run(Mutiny.Session session, Caller caller, ResourceBulk bulk) {
    return Multi.createBy()
        .concatenating()
        .streams(
            each(bulk.create().size(), index -> create(session, caller, bulk, index)),
            each(bulk.delete().size(), index -> delete(session, caller, bulk, index)))
        .collect()
        .asList()
        .map(BulkResults::new);
  }

  private static Multi<Result> each(int count, IntFunction<Uni<Result>> work) {
    return Multi.createFrom()
        .items(IntStream.range(0, count).boxed())
        .onItem()
        .transformToUniAndConcatenate(work::apply);
  }

  private Uni<Result> create(Mutiny.Session session, Caller caller, ResourceBulk bulk, int index) {
    return writes.create(session, caller, bulk.create().get(index)).map(Result::created);
  }

  private Uni<Result> delete(Mutiny.Session session, Caller caller, ResourceBulk bulk, int index) {
    ResourceBulk.Deletion deletion = bulk.delete().get(index);
    return writes
        .delete(session, caller, deletion.id(), deletion.precondition())
        .map(done -> Result.deleted(deletion.id()))
        .onFailure()
        .transform(new At("delete", index)::explained);
  }
}
