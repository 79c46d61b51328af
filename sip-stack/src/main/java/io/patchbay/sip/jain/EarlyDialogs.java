package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.RSeq;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The early dialogs that an INVITE of ours has made, one for each branch that spoke (RFC 3261 §12.1.2, §13.2.2). Belongs to its
 * call's loop.
 */
final class EarlyDialogs {
    private static final int MOST = 32; // a far end that rings at more places has its later ones ignored

    private final Map<String, Early> byTag = new LinkedHashMap<>();

    /** One of them: what its branch said last. */
    static final class Early {
        private final SipDialog dialog;
        private long lastRseq = -1; // of its reliable responses (RFC 3262 §4)
        private Body session; // null before one came

        private Early(SipDialog dialog) {
            this.dialog = dialog;
        }

        SipDialog dialog() {
            return dialog;
        }

        /** Whether a reliable response is neither a repetition nor one that overtook another; from now on it is the last. */
        boolean isNext(RSeq rseq) {
            long number = rseq.getSeqNumber();
            if (lastRseq >= 0 && number != lastRseq + 1) {
                return false;
            }
            lastRseq = number;
            return true;
        }

        void offered(Body session) {
            this.session = session;
        }
    }

    /** The dialog of a provisional response; empty where it makes none. */
    Optional<Early> of(InviteAttempt attempt, SIPResponse response) {
        String tag = response.getToTag();
        if (tag == null || byTag.size() >= MOST && !byTag.containsKey(tag)) {
            return Optional.empty();
        }
        return Optional.of(byTag.computeIfAbsent(tag, first -> new Early(attempt.dialog(response))));
    }

    /** The dialog with this tag of the far end's. */
    Optional<SipDialog> with(String tag) {
        return Optional.ofNullable(byTag.get(tag)).map(Early::dialog);
    }

    /** The dialog that {@code ok} confirms: the early one with the route set of the 2xx (RFC 3261 §13.2.2.4), or a new one. */
    SipDialog confirmed(InviteAttempt attempt, SIPResponse ok) {
        Early early = byTag.get(ok.getToTag());
        if (early == null) {
            return attempt.dialog(ok);
        }
        early.dialog().confirm(ok);
        return early.dialog();
    }

    /** The session of {@code ok}, or the one that its branch gave before (RFC 3261 §13.2.1). */
    Optional<Body> session(SIPResponse ok) {
        return BodyReader.read(ok).session().or(() -> Optional.ofNullable(byTag.get(ok.getToTag()))
                .map(early -> early.session));
    }

    /** Another INVITE goes out. */
    void clear() {
        byTag.clear();
    }
}
