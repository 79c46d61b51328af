package io.patchbay.media.srtp;

import io.patchbay.media.rtp.SsrcTable;
import java.security.GeneralSecurityException;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;

/** What we protect with: a master key and the contexts of the streams sent with it. Belongs to one thread. */
final class SrtpSender implements AutoCloseable {
    private final SrtpMasterKey key;
    private final SrtpContextFactory factory;
    private final SsrcTable<SrtpCryptoContext> contexts = new SsrcTable<>();
    private final SsrcTable<SrtcpCryptoContext> controls = new SsrcTable<>();
    private final PacketBytes packet = new PacketBytes();

    SrtpSender(SrtpMasterKey key) {
        this.key = key;
        factory = SrtpContexts.factory(true, key);
    }

    SrtpMasterKey key() {
        return key;
    }

    int protect(byte[] buffer, int offset, int length) {
        try {
            long ssrc = SrtpContexts.u32(buffer, offset + 8);
            SrtpCryptoContext context = contexts.get(ssrc);
            if (context == null) {
                context = factory.deriveContext((int) ssrc, 0);
                contexts.put(ssrc, context);
            }
            packet.wrap(buffer, offset, length);
            return SrtpContexts.length(context.transformPacket(packet), packet);
        } catch (GeneralSecurityException e) {
            return SrtpSession.REJECTED;
        }
    }

    int protectControl(byte[] buffer, int offset, int length) {
        try {
            long ssrc = SrtpContexts.u32(buffer, offset + 4);
            SrtcpCryptoContext context = controls.get(ssrc);
            if (context == null) {
                context = factory.deriveControlContext((int) ssrc);
                controls.put(ssrc, context);
            }
            packet.wrap(buffer, offset, length);
            return SrtpContexts.length(context.transformPacket(packet), packet);
        } catch (GeneralSecurityException e) {
            return SrtpSession.REJECTED;
        }
    }

    void forget(long ssrc) {
        contexts.remove(ssrc);
        controls.remove(ssrc);
    }

    @Override
    public void close() {
        factory.close();
        packet.wrap(new byte[0], 0, 0);
    }
}
