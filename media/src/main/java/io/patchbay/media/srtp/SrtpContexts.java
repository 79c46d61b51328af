package io.patchbay.media.srtp;

import java.util.logging.Level;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.srtp.crypto.JitsiOpenSslProvider;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;

/** What both directions ask of jitsi-srtp. */
final class SrtpContexts {
    private static final Logger QUIET = new LoggerImpl(SrtpSession.class.getName(), Level.OFF); // we count ourselves

    // Named, since jitsi-srtp would otherwise try them all for seconds at first use, and a busy moment then would
    // decide.
    // Measured on x86-64: OpenSSL's AES is twice as fast as Java's for GCM, and as fast for counter mode.
    static {
        Aes.setFactoryClassName(JitsiOpenSslProvider.isLoaded() ? "OpenSSL" : "SunJCE");
    }

    private SrtpContexts() {}

    static SrtpContextFactory factory(boolean sender, SrtpMasterKey key) {
        return new SrtpContextFactory(
                sender, key.key(), key.salt(), key.suite().policy(), key.suite().controlPolicy(), QUIET);
    }

    static int length(SrtpErrorStatus status, PacketBytes packet) {
        return status == SrtpErrorStatus.OK ? packet.getLength() : SrtpSession.REJECTED;
    }

    static long u32(byte[] bytes, int at) {
        return (bytes[at] & 0xFFL) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF;
    }
}
