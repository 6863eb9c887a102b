package dev.apifleet.operator.leader;

/** Leads, or does not, as a test says. */
public final class FakeLeadership implements Leadership {
  private boolean leads;

  public FakeLeadership(boolean leads) {
    this.leads = leads;
  }

  public void leads(boolean now) {
    leads = now;
  }

  @Override
  public boolean isLeader() {
    return leads;
  }

  @Override
  public long epoch() {
    return 1;
  }

  @Override
  public void onStart(Runnable action) {}

  @Override
  public void onStop(Runnable action) {}
}
