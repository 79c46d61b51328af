package io.patchbay.gateway.call;

import io.patchbay.media.audio.DtmfKeys;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;

/**
 * The call that this one was put through to, or from: when either ends, so does the other, and keys that one side presses are pressed
 * for the other. Belongs to this call's loop.
 */
final class OtherEnd {
    private static final String KEYS = "0123456789*#ABCD";
    private static final String TELEPHONE_EVENT = "telephone-event"; // RFC 4733

    private final Call call;
    private Call other; // null where there is none
    private boolean keysSound; // as tones in the audio, which the other side hears anyway

    OtherEnd(Call call) {
        this.call = call;
    }

    /** Ties two calls together; on the loop of {@code one}. */
    static void tie(Call one, Call two) {
        one.otherEnd().other = two;
        two.loop().execute(() -> {
            if (two.hasEnded()) {
                one.loop().execute(() -> one.otherEnd().ended(two, two.endReason()));
            } else {
                two.otherEnd().other = one;
            }
        });
    }

    /** Somebody takes this call's place: whoever it is tied to stays, tied to them. */
    void handOver(Call successor) {
        call.loop().assertOwner();
        Call partner = other;
        other = null;
        if (partner != null) {
            partner.loop().execute(() -> tie(partner, successor));
        }
    }

    /** This call has ended. */
    void tellEnd(EndReason reason) {
        Call partner = other;
        other = null;
        if (partner != null) {
            partner.loop().execute(() -> partner.otherEnd().ended(call, reason));
        }
    }

    private void ended(Call gone, EndReason reason) {
        if (other == gone) {
            other = null;
            call.hangUp(new EndReason.HungUp(Side.LOCAL, "the other side has ended: " + reason.text()));
        }
    }

    /** What was agreed on with the far end, by which its keys come. */
    void agreed(String session) {
        keysSound = !session.contains(TELEPHONE_EVENT);
    }

    void key(char key, KeyTwins.Way way) {
        Call partner = other;
        if (partner == null || KEYS.indexOf(key) < 0 || keysSound && way != KeyTwins.Way.INFO) {
            return; // the other side hears it as it is: once is enough
        }
        DtmfKeys keys = new DtmfKeys(String.valueOf(key));
        partner.loop().execute(() -> {
            if (partner.state() == CallState.ESTABLISHED) {
                KeysBy.AUTO.press(partner, keys);
            }
        });
    }
}
