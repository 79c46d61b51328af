package io.patchbay.media.peer;

import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.RtpSink;
import io.patchbay.media.sdp.MediaProtection;
import io.patchbay.media.sdp.RemoteIce;
import io.patchbay.media.srtp.SrtpKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The sockets of a phone: tells RTP from RTCP and the phone from strangers, sends back where packets come from. Sockets stay
 * unconnected: that costs no allocation as long as one source sends, and strangers can be counted. Belongs to the media loop.
 */
final class PhoneTransport implements RtpSink, PhoneSockets.Receiver, IcePath.Port, KeyExchange.Path, AutoCloseable {
    /** Takes what comes from the phone. Bytes are on loan. */
    interface Receiver {
        /** Whether the phone may send this payload type. */
        boolean knows(int payloadType);

        void onRtp(RtpPacket packet, long nowNanos);

        void onRtcp(byte[] buffer, int length, long nowNanos);

        void onLearned(InetSocketAddress address);

        /** The packets of this call cannot be protected as agreed on. */
        void onKeysFailed(String reason);

        /** ICE found no way to the phone, or lost it. */
        void onNoPath(String reason);
    }

    private final String name;
    private final MediaLoop loop;
    private final PhoneSockets sockets;
    private final IceSettings iceSettings;
    private final PhoneHandshakes handshakes; // null where there is no DTLS
    private final InetAddress advertised;
    private final Receiver receiver;
    private final RemoteAddress remote = new RemoteAddress();
    private final RtcpAddress remoteRtcp = new RtcpAddress();
    private final RtpPacket packet = new RtpPacket();
    private final PacketProtection protection = new PacketProtection(PhoneSockets.MTU);
    private IcePath ice; // null before ICE is spoken of
    private boolean iceAgreed;
    private KeyExchange keyExchange; // null where keys do not come by DTLS
    private boolean mux;

    private long malformed;
    private long strangers;
    private long unknownPayloadTypes;
    private long unauthenticated;
    private long bytesReceived;
    private long packetsSent;
    private long bytesSent;

    /** On the loop. */
    PhoneTransport(SipPeerConfig config, MediaLoop loop, MediaPorts ports, Receiver receiver) throws IOException {
        this.name = config.name();
        this.loop = loop;
        this.handshakes = config.handshakes().orElse(null);
        this.iceSettings = config.ice();
        this.advertised = config.advertisedAddress();
        this.receiver = receiver;
        sockets = new PhoneSockets(name, loop, ports, this);
    }

    /**
     * A round of offer and answer is over.
     *
     * @param rtp where the phone says it takes RTP; null where it is no address to send to
     * @param rtcp the same for RTCP
     * @param theirIce where checks tell where packets go, rather than the description
     * @param offered whether the offer was ours
     */
    void announce(
            InetSocketAddress rtp, InetSocketAddress rtcp, boolean mux, Optional<RemoteIce> theirIce, boolean offered) {
        this.mux = mux;
        iceAgreed = theirIce.isPresent();
        theirIce.ifPresent(theirs -> ice().agreed(theirs, offered, System.nanoTime()));
        remote.announce(rtp, !offered);
        remoteRtcp.announce(rtp, rtcp);
    }

    /** Belongs to {@link #announce}: how packets of both directions are protected from now on. */
    void protect(MediaProtection agreed) {
        if (agreed instanceof MediaProtection.Dtls dtls) {
            if (keyExchange == null || !keyExchange.isFor(dtls)) {
                closeKeyExchange();
                protection.await();
                keyExchange = new KeyExchange(name, dtls, handshakes, loop, this);
            }
            beginKeyExchange();
            return;
        }
        closeKeyExchange();
        if (agreed instanceof MediaProtection.Sdes sdes) {
            protection.use(sdes.keys());
        } else {
            protection.useNone();
        }
    }

    /** Once there is a way to the phone; also where no thread was free for the handshake before. */
    void beginKeyExchange() {
        if (keyExchange != null && !protection.isReady() && target() != null) {
            keyExchange.onPath();
        }
    }

    private void closeKeyExchange() {
        if (keyExchange != null) {
            keyExchange.close();
            keyExchange = null;
        }
    }

    /** Our side of ICE, from now on. */
    IcePath ice() {
        if (ice == null) {
            ice = iceSettings.mode() == IceMode.FULL
                    ? new FullIcePath(name, loop, advertised, iceSettings.servers(), this)
                    : new LiteIcePath(this);
        }
        return ice;
    }

    /** Where packets go; null where that is not known. */
    @Override
    public InetSocketAddress target() {
        return iceAgreed ? ice().selected() : remote.target();
    }

    /** Whether the phone's packets have shown where they go. */
    boolean isProven() {
        return iceAgreed ? ice().selected() != null : remote.isLearned();
    }

    /** Sends a packet to the phone, if it is known where. */
    @Override
    public void onRtp(RtpPacket packet) {
        InetSocketAddress target = target();
        if (target == null || !protection.isReady()) {
            return;
        }
        int length = protection.protect(packet.buffer(), packet.offset(), packet.length());
        if (send(protection.packet(), protection.offset(), length, target)) {
            packetsSent++;
            bytesSent += packet.length();
        }
    }

    private boolean send(byte[] buffer, int offset, int length, InetSocketAddress target) {
        return iceAgreed && length >= 0
                ? ice.send(buffer, offset, length)
                : sockets.sendRtp(buffer, offset, length, target);
    }

    void sendRtcp(byte[] buffer, int length) {
        InetSocketAddress target = mux ? target() : remoteRtcp.target(remote.target());
        if (target == null || !protection.isReady()) {
            return;
        }
        int sent = protection.protectControl(buffer, length);
        if (mux) {
            send(protection.packet(), protection.offset(), sent, target);
        } else {
            sockets.sendRtcp(protection.packet(), protection.offset(), sent, target);
        }
    }

    long malformed() {
        return malformed;
    }

    long strangers() {
        return strangers;
    }

    long unknownPayloadTypes() {
        return unknownPayloadTypes;
    }

    /** Packets that were not protected as agreed on. */
    long unauthenticated() {
        return unauthenticated;
    }

    /** How packets are protected, for a reader. */
    String protection() {
        return protection.toString();
    }

    /** Of RTP of the phone. */
    long bytesReceived() {
        return bytesReceived;
    }

    /** Of RTP. */
    long packetsSent() {
        return packetsSent;
    }

    /** Of RTP. */
    long bytesSent() {
        return bytesSent;
    }

    /** Packets that the system refused to take. */
    long unsent() {
        return sockets.unsent();
    }

    @Override
    public void close() {
        closeKeyExchange();
        protection.close();
        if (ice != null) {
            ice.close();
        }
        sockets.close();
    }

    @Override
    public void onDatagram(boolean onRtcpPort, InetSocketAddress source, byte[] bytes, int length, long now) {
        if (onRtcpPort || ice == null || !ice.takesFromServer(source, bytes, length)) {
            take(onRtcpPort, source, bytes, length, now);
        }
    }

    @Override
    public void onRelayed(InetSocketAddress source, byte[] packet, int length) {
        take(false, source, packet, length, System.nanoTime());
    }

    private void take(boolean onRtcpPort, InetSocketAddress source, byte[] bytes, int length, long now) {
        int first = length == 0 ? 0 : bytes[0] & 0xFF; // RFC 7983 §7
        if (!onRtcpPort && first < 4 && ice != null) {
            if (!ice.onStun(bytes, length, source, now)) {
                malformed++;
            }
        } else if (!onRtcpPort && first >= 20 && first < 64 && keyExchange != null) {
            takeHandshake(source, bytes, length, now);
        } else if (RtpPacket.isRtcp(bytes, 0, length)) {
            takeRtcp(onRtcpPort, source, bytes, length, now);
        } else if (onRtcpPort || !packet.parse(bytes, 0, length)) {
            malformed++;
        } else if (!receiver.knows(packet.payloadType())) {
            unknownPayloadTypes++;
        } else {
            takeRtp(source, bytes, length, now);
        }
    }

    private void takeHandshake(InetSocketAddress source, byte[] bytes, int length, long now) {
        if (iceAgreed ? ice.isValid(source) : remote.accepts(source, now)) {
            keyExchange.receive(bytes, length);
        } else {
            strangers++;
        }
    }

    private void takeRtp(InetSocketAddress source, byte[] bytes, int received, long now) {
        if (iceAgreed ? !ice.isValid(source) : remote.isStranger(source)) {
            strangers++;
            return;
        }
        int length = protection.unprotect(bytes, received);
        if (length < 0 || !packet.parse(bytes, 0, length)) {
            unauthenticated++;
            return;
        }
        if (iceAgreed) {
            ice.onMedia(source, now);
        } else if (!learn(source, now)) {
            strangers++;
            return;
        }
        bytesReceived += length;
        receiver.onRtp(packet, now);
    }

    private boolean learn(InetSocketAddress source, long now) {
        InetSocketAddress before = remote.isLearned() ? remote.target() : null;
        if (!remote.accepts(source, now)) {
            return false;
        }
        if (before != remote.target()) {
            receiver.onLearned(remote.target());
        }
        return true;
    }

    private void takeRtcp(boolean onRtcpPort, InetSocketAddress source, byte[] bytes, int received, long now) {
        if (iceAgreed ? !ice.isValid(source) : !remoteRtcp.accepts(source, remote.target(), onRtcpPort)) {
            strangers++;
            return;
        }
        int length = protection.unprotectControl(bytes, received);
        if (length < 0) {
            unauthenticated++;
            return;
        }
        receiver.onRtcp(bytes, length, now);
    }

    @Override
    public InetSocketAddress localAddress() {
        return sockets.rtpAddress();
    }

    @Override
    public boolean sendRaw(byte[] buffer, int offset, int length, InetSocketAddress target) {
        return sockets.tryRtp(buffer, offset, length, target);
    }

    @Override
    public void onPath(InetSocketAddress target) {
        receiver.onLearned(target);
        beginKeyExchange();
    }

    @Override
    public void onNoPath(String reason) {
        receiver.onNoPath(reason);
    }

    @Override
    public void sendDtls(byte[] datagram) {
        InetSocketAddress target = target();
        if (target != null) {
            send(datagram, 0, datagram.length, target);
        }
    }

    @Override
    public void onKeys(SrtpKeys keys) {
        protection.use(keys);
    }

    @Override
    public void onKeysFailed(String reason) {
        receiver.onKeysFailed(reason);
    }
}
