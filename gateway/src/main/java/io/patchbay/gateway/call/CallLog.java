package io.patchbay.gateway.call;

import io.patchbay.gateway.store.CallRecord;

/** Where ended calls are recorded. Called on the call's loop; must not block. */
@FunctionalInterface
public interface CallLog {
    void ended(CallRecord record);
}
