package io.patchbay.gateway.room;

import io.patchbay.media.audio.AudioBridge;
import io.patchbay.media.audio.AudioLeg;
import io.patchbay.media.audio.DtmfListener;
import io.patchbay.media.audio.RoomStream;
import io.patchbay.media.audio.TonePlan;
import io.patchbay.media.peer.SipPeer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A phone at the door of a room: it hears tones and nothing of the room, and nobody there sees or hears it. Belongs to the room's
 * loop.
 */
public final class WaitingPhone implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WaitingPhone.class);

    private final AudioBridge bridge; // for it alone
    private AudioLeg leg; // null until the peer has attached
    private TonePlan waiting; // to be heard then; null for none
    private boolean closed;

    private WaitingPhone(AudioBridge bridge) {
        this.bridge = bridge;
    }

    /** @param keys told of the phone's keys on the room's loop */
    public static WaitingPhone open(Room room, SipPeer peer, DtmfListener keys) {
        WaitingPhone phone = new WaitingPhone(room.newBridge());
        peer.attach(phone.bridge, RoomStream.withSsrc(0), packet -> {}, keys)
                .whenComplete((leg, failure) -> room.loop().execute(() -> {
                    if (failure == null) {
                        phone.attached(leg);
                    } else {
                        log.debug("room {}: a phone at its door has gone", room.name(), failure);
                    }
                }));
        return phone;
    }

    private void attached(AudioLeg attached) {
        if (closed) {
            attached.close();
            return;
        }
        leg = attached;
        if (waiting != null) {
            leg.play(waiting);
        }
    }

    /** Lets it hear these, in place of those that it still hears. */
    public void play(TonePlan tones) {
        if (leg == null) {
            waiting = tones;
        } else if (!closed) {
            leg.play(tones);
        }
    }

    /** It goes away, or into the room. Closing twice is allowed. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (leg != null) {
            leg.close();
        }
        bridge.close();
    }
}
