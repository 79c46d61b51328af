package io.patchbay.media.loop;

/** A task of a {@link MediaLoop} that waits for its time. Belongs to the loop. */
public final class LoopTimer {
    private final long dueNanos;
    private Runnable task;

    LoopTimer(long dueNanos, Runnable task) {
        this.dueNanos = dueNanos;
        this.task = task;
    }

    long dueNanos() {
        return dueNanos;
    }

    /** Forgets the task. Harmless when it ran already. */
    public void cancel() {
        task = null; // the entry leaves the queue when its time comes, and holds nothing until then
    }

    void fire() {
        Runnable due = task;
        task = null;
        if (due != null) {
            due.run();
        }
    }
}
