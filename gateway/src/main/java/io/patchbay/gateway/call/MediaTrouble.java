package io.patchbay.gateway.call;

import io.patchbay.media.peer.PeerListener;
import io.patchbay.sip.EndReason;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a call whose media has gone or cannot come to be. On the call's loop. */
final class MediaTrouble implements PeerListener {
    private static final Logger log = LoggerFactory.getLogger(MediaTrouble.class);

    private final Call call;

    MediaTrouble(Call call) {
        this.call = call;
    }

    @Override
    public void onRemoteAddress(InetSocketAddress address) {
        log.debug("media comes from {}", address);
    }

    @Override
    public void onInactive(InetSocketAddress expectedFrom, Duration silence) {
        if (!call.isAnswered()) {
            return; // it rings: media may come or not
        }
        log.info("no RTP from {} for {} s", expectedFrom, silence.toSeconds());
        call.hangUp(new EndReason.TimedOut("RTP"));
    }

    @Override
    public void onKeysFailed(String reason) {
        log.warn("no keys for the phone's audio: {}", reason);
        call.hangUp(new EndReason.Failed("agreeing on keys for audio by DTLS", reason));
    }

    @Override
    public void onNoPath(String reason) {
        if (!call.isAnswered()) {
            log.info("no way for audio before the answer: {}", reason);
            return; // who rings need not answer checks; where nothing comes after the answer either, that ends the call
        }
        log.warn("no way for the phone's audio: {}", reason);
        call.hangUp(new EndReason.Failed("finding a way for audio by ICE", reason));
    }
}
