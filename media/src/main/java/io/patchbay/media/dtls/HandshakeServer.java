package io.patchbay.media.dtls;

import io.patchbay.media.srtp.SrtpKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.Hashtable;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsUtils;

/** Our side of a handshake that the other side begins. */
final class HandshakeServer extends DefaultTlsServer implements Handshake {
    private final DtlsIdentity identity;
    private final SrtpNegotiation srtp;
    private final Duration deadline;
    private volatile boolean closedByPeer;

    HandshakeServer(DtlsIdentity identity, SrtpNegotiation srtp, Duration deadline) {
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
    protected TlsCredentialedSigner getECDSASignerCredentials() {
        return identity.signer(context);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        return new CertificateRequest(
                new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
                TlsUtils.getDefaultSupportedSignatureAlgorithms(context),
                null);
    }

    @Override
    public void notifyClientCertificate(Certificate certificate) throws IOException {
        srtp.verify(certificate);
    }

    @Override
    @SuppressWarnings("rawtypes") // Bouncy Castle's signature
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        srtp.agree(extensions);
    }

    @Override
    @SuppressWarnings("rawtypes") // Bouncy Castle's signature
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = super.getServerExtensions();
        srtp.answer(extensions);
        return extensions;
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        srtp.export(context, DtlsSide.SERVER);
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        closedByPeer |= level == AlertLevel.fatal || description == AlertDescription.close_notify;
    }
}
