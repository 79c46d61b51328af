package io.patchbay.gateway.call;

/** Where ended calls are recorded. Called on the call's loop; must not block. */
@FunctionalInterface
public interface CallLog {
    void ended(Call call, CallOutcome outcome);
}
