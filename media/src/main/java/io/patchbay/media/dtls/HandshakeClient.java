package io.patchbay.media.dtls;

import io.patchbay.media.srtp.SrtpKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.Hashtable;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;

/** Our side of a handshake that we begin. */
final class HandshakeClient extends DefaultTlsClient implements Handshake {
    private final DtlsIdentity identity;
    private final SrtpNegotiation srtp;
    private final Duration deadline;
    private volatile boolean closedByPeer;

    HandshakeClient(DtlsIdentity identity, SrtpNegotiation srtp, Duration deadline) {
        super(identity.crypto());
        this.identity = identity;
        this.srtp = srtp;
        this.deadline = deadline;
    }

    @Override
    public boolean closedByPeer() {
        return closedByPeer;
    }

    @Override
    public SrtpKeys keys() {
        return srtp.keys();
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return SrtpNegotiation.usableCipherSuites(getCrypto());
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true; // RFC 7627: without it, keys exported could be another session's
    }

    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        return false; // self-signed: the fingerprint counts
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return (int) deadline.toMillis();
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return RESEND_MILLIS;
    }

    @Override
    @SuppressWarnings("rawtypes") // Bouncy Castle's signature
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = super.getClientExtensions();
        srtp.offer(extensions);
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes") // Bouncy Castle's signature
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        srtp.agree(extensions);
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
                srtp.verify(certificate.getCertificate());
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) {
                return identity.signer(context);
            }
        };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        srtp.export(context, DtlsSide.CLIENT);
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        closedByPeer |= level == AlertLevel.fatal || description == AlertDescription.close_notify;
    }
}
