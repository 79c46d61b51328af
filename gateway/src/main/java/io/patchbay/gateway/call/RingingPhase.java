package io.patchbay.gateway.call;

import io.patchbay.gateway.config.AnswerConfig;
import io.patchbay.gateway.config.AnswerConfig.Progress;
import io.patchbay.gateway.config.AnswerConfig.RingTone;
import io.patchbay.media.audio.TonePlan;
import io.patchbay.sip.Body;
import io.patchbay.sip.IncomingCall;
import java.util.concurrent.Future;

/** What a caller gets between INVITE and answer (RFC 3261 §13.3.1.1, RFC 3960). Belongs to the call's loop. */
final class RingingPhase {
    private final IncomingCall sip;
    private final AnswerConfig config;
    private Future<?> answer; // null until it is known when

    RingingPhase(IncomingCall sip, AnswerConfig config) {
        this.sip = sip;
        this.config = config;
    }

    void begin() {
        // an early session answers an offer: without one there is only the phone's own tone
        if (config.progress() == Progress.RINGING
                || config.progress() == Progress.EARLY_MEDIA && sip.offer().isEmpty()) {
            sip.ring();
        }
    }

    /** The session is known: it goes out early where that is wanted, and the answer when its time has come. */
    void described(String session, PhoneLeg leg, Runnable toAnswer) {
        if (config.after().isZero()) {
            toAnswer.run();
            return;
        }
        if (config.progress() == Progress.EARLY_MEDIA && sip.offer().isPresent()) {
            sip.progress(Body.sdp(session));
            leg.waitAtDoor(key -> {});
            leg.play(config.ringTone() == RingTone.AMERICA ? TonePlan.RINGING_AMERICA : TonePlan.RINGING_EUROPE);
        }
        answer = sip.loop().schedule(config.after(), toAnswer);
    }

    /** The call is over, or answered. */
    void close() {
        if (answer != null) {
            answer.cancel(false);
        }
    }
}
