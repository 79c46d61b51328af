package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The requests that went out by one connection and are not answered: they fail when it does (RFC 3261 §18.4). Any thread. */
final class SentRequests {
    private static final int MOST = 1_024; // of one connection; more than that wait for their timers

    private final Map<String, SIPRequest> unanswered = new LinkedHashMap<>(); // guarded by this

    synchronized void sent(SIPMessage message) {
        if (message instanceof SIPRequest request && !request.getMethod().equals("ACK") && unanswered.size() < MOST) {
            unanswered.put(key(request), request);
        }
    }

    synchronized void answered(SIPResponse response) {
        unanswered.remove(key(response));
    }

    /** Those left, once. */
    synchronized List<SIPRequest> drain() {
        List<SIPRequest> all = new ArrayList<>(unanswered.values());
        unanswered.clear();
        return all;
    }

    /** RFC 3261 §17.1.3. */
    private static String key(SIPMessage message) {
        return message.getTopmostVia().getBranch() + " " + message.getCSeq().getMethod();
    }
}
