package dev.sluice.data.stage;

/** What all stages of one tenant share: whether it is suspended. Shared by all threads. */
final class TenantState {
    private volatile boolean suspended;

    boolean suspended() {
        return suspended;
    }

    void suspended(boolean now) {
        suspended = now;
    }
}
