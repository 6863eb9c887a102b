package dev.apifleet.operator.autoscale;

import java.util.function.BooleanSupplier;

/** Scales for an operator that leads: a look may take longer than that lasts. */
record LeadersScaler(Scaler scaler, BooleanSupplier leads) implements Scaler {
  @Override
  public TargetState read(ScaleTarget target) {
    return scaler.read(target);
  }

  @Override
  public TargetState scale(ScaleTarget target, int replicas) {
    return leads.getAsBoolean()
        ? scaler.scale(target, replicas)
        : new TargetState.Unreadable("this operator leads no longer");
  }
}
