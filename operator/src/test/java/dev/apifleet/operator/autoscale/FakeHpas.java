package dev.apifleet.operator.autoscale;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.ArrayList;
import java.util.List;

/** HorizontalPodAutoscalers in memory; a list is what watches have seen of them. */
final class FakeHpas implements HpaKeeper.Hpas {
  final List<String> calls = new ArrayList<>();
  String refusal;
  boolean slowWatch;
  private final List<HorizontalPodAutoscaler> seen;

  FakeHpas(List<HorizontalPodAutoscaler> seen) {
    this.seen = seen;
  }

  @Override
  public void apply(HorizontalPodAutoscaler hpa) {
    call("apply " + hpa.getMetadata().getName());
    if (!slowWatch) {
      seen.removeIf(each -> name(each).equals(name(hpa)));
      seen.add(hpa);
    }
  }

  @Override
  public void delete(HorizontalPodAutoscaler hpa) {
    call("delete " + hpa.getMetadata().getName());
    if (!slowWatch) {
      seen.remove(hpa);
    }
  }

  private void call(String what) {
    calls.add(what);
    if (refusal != null) {
      throw new IllegalStateException(refusal);
    }
  }

  private static String name(HorizontalPodAutoscaler hpa) {
    return hpa.getMetadata().getName();
  }
}
