package dev.apifleet.bench.micro;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The process in which operations are weighed; it prints a line for each. */
public final class Weighing {
  /** Until all classes are there, caches are filled and slices have grown. */
  private static final int WARM_UPS = 300;

  /** Of these the least: what comes once in a while, or is another thread's, is left out. */
  private static final int RUNS = 50;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Weighing() {}

  public static void main(String... names) throws Exception {
    List<Operation> operations = new ArrayList<>();
    List<Supplier<?>> ready = new ArrayList<>();
    for (String name : names) {
      operations.add(Operation.valueOf(name));
      ready.add(warm(operations.getLast().ready()));
    }
    Counting.begin();
    for (int i = 0; i < ready.size(); i++) {
      Supplier<?> operation = ready.get(i);
      long bytes = least(THREADS::getCurrentThreadAllocatedBytes, operation);
      long bytecodes = least(() -> Executed.bytecodes, operation);
      System.out.println(operations.get(i) + " " + bytes + " " + bytecodes);
    }
    System.exit(0);
  }

  private static Supplier<?> warm(Supplier<?> operation) {
    for (int i = 0; i < WARM_UPS; i++) {
      operation.get();
    }
    return operation;
  }

  private static long least(LongSupplier meter, Supplier<?> operation) {
    long nothing = leastOf(meter, () -> null);
    return leastOf(meter, operation) - nothing;
  }

  private static long leastOf(LongSupplier meter, Supplier<?> operation) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < RUNS; i++) {
      long before = meter.getAsLong();
      operation.get();
      least = Math.min(least, meter.getAsLong() - before);
    }
    return least;
  }
}
