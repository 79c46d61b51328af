package io.patchbay.media.peer;

import io.patchbay.media.dtls.CertificateFingerprint;
import io.patchbay.media.dtls.DtlsIdentity;
import io.patchbay.media.dtls.DtlsListener;
import io.patchbay.media.dtls.DtlsSession;
import io.patchbay.media.dtls.DtlsSide;
import io.patchbay.media.dtls.HandshakePool;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.sdp.Fingerprint;
import io.patchbay.media.sdp.MediaProtection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What phones' DTLS-SRTP handshakes are made with: our certificate and the threads that wait. Any thread. */
public final class PhoneHandshakes implements AutoCloseable {
    private static final int MAX_PENDING = 64;
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final DtlsIdentity identity;
    private final HandshakePool pool = new HandshakePool(MAX_PENDING);

    private PhoneHandshakes(DtlsIdentity identity) {
        this.identity = identity;
    }

    /** Makes a certificate; takes some milliseconds. */
    public static PhoneHandshakes start(Clock clock) {
        return new PhoneHandshakes(DtlsIdentity.generate(clock));
    }

    Fingerprint fingerprint() {
        return new Fingerprint(
                identity.fingerprint().algorithm(), identity.fingerprint().value());
    }

    DtlsSession session(MediaProtection.Dtls agreed, MediaLoop loop, DtlsListener listener) {
        List<CertificateFingerprint> theirs = agreed.fingerprints().stream()
                .map(fingerprint -> new CertificateFingerprint(fingerprint.algorithm(), fingerprint.value()))
                .toList();
        DtlsSide side = agreed.client() ? DtlsSide.CLIENT : DtlsSide.SERVER;
        return new DtlsSession(side, identity, theirs, pool, DEADLINE, loop, listener);
    }

    /** Interrupts the handshakes still going on. */
    @Override
    public void close() {
        pool.close();
    }
}
