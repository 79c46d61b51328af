package io.patchbay.media.sfu;

import io.patchbay.media.dtls.CertificateFingerprint;
import io.patchbay.media.dtls.DtlsIdentity;
import io.patchbay.media.dtls.DtlsListener;
import io.patchbay.media.dtls.DtlsSession;
import io.patchbay.media.dtls.DtlsSide;
import io.patchbay.media.dtls.HandshakePool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** What all DTLS sessions of this process share. Any thread. */
record DtlsContext(DtlsIdentity identity, HandshakePool pool, Duration deadline) {
    DtlsSession session(
            DtlsSide side, List<CertificateFingerprint> fingerprints, Executor loop, DtlsListener listener) {
        return new DtlsSession(side, identity, fingerprints, pool, deadline, loop, listener);
    }
}
