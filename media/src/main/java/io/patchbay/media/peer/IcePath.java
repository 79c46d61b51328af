package io.patchbay.media.peer;

import io.patchbay.media.sdp.LocalIce;
import io.patchbay.media.sdp.RemoteIce;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The way to a phone that does ICE, over the call's own RTP socket. Belongs to the media loop. */
interface IcePath extends AutoCloseable {

    /** What a path needs of the phone's transport. */
    interface Port {
        InetSocketAddress localAddress();

        boolean sendRaw(byte[] buffer, int offset, int length, InetSocketAddress target);

        /** Packets go to {@code target} from now on. */
        void onPath(InetSocketAddress target);

        /** A packet from {@code source} came through a TURN server; for the time of the call it is what is being taken. */
        void onRelayed(InetSocketAddress source, byte[] packet, int length);

        /** There is no way to the phone, or none any more. */
        void onNoPath(String reason);
    }

    /** Completes on the loop when {@link #local} knows all our addresses: within half a second. */
    default CompletionStage<Void> gathered() {
        return CompletableFuture.completedStage(null);
    }

    /** Whether a packet from there is a STUN or TURN server's; it is taken then. */
    default boolean takesFromServer(InetSocketAddress source, byte[] packet, int length) {
        return false;
    }

    /** Our side of it, for a description. */
    LocalIce local();

    /** New credentials; the old ones are good until the phone uses the new (RFC 8445 §9). */
    void restart();

    /**
     * A round of offer and answer is over.
     *
     * @param offered whether the offer was ours
     */
    void agreed(RemoteIce remote, boolean offered, long nowNanos);

    /** Takes a packet that may be a check; false where it is none of ours. */
    boolean onStun(byte[] packet, int length, InetSocketAddress source, long nowNanos);

    /** Whether the phone has shown by a check that it is there. */
    boolean isValid(InetSocketAddress source);

    /** Media or DTLS came, and was authentic as far as that can be told. */
    void onMedia(InetSocketAddress source, long nowNanos);

    /** Where to send; null while that is not known. */
    InetSocketAddress selected();

    /** Sends to there; false where the packet was dropped. Only while {@link #selected()} is not null. */
    boolean send(byte[] buffer, int offset, int length);

    /** Idempotent. */
    @Override
    void close();
}
