package io.patchbay.sip.jain;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that have not ended, found by Call-ID and our own tag, which every message of a dialog bears. Any thread. */
final class Calls {
    private final Map<Key, CallSession> calls = new ConcurrentHashMap<>();

    void add(CallSession call, String localTag) {
        calls.put(new Key(call.callId().value(), localTag), call);
    }

    void remove(CallSession call, String localTag) {
        calls.remove(new Key(call.callId().value(), localTag), call);
    }

    Optional<CallSession> find(String callId, String localTag) {
        return localTag == null ? Optional.empty() : Optional.ofNullable(calls.get(new Key(callId, localTag)));
    }

    int count() {
        return calls.size();
    }

    private record Key(String callId, String localTag) {}
}
