package io.patchbay.gateway.call;

import io.patchbay.gateway.store.CallRecord;

/** Where calls are recorded: when they begin, when they are answered, when they end. Called on the call's loop; must not block. */
@FunctionalInterface
public interface CallLog {
    void save(CallRecord record);
}
