package io.patchbay.media.dtls;

import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpSuite;
import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;

/** What DTLS-SRTP adds to a handshake, the same on both sides (RFC 5764). Used by the thread of the handshake. */
final class SrtpNegotiation {
    static final int[] CIPHER_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    };

    /** In the order that we like them. */
    private static final List<SrtpSuite> SUITES = List.of(SrtpSuite.AEAD_AES_128_GCM, SrtpSuite.AES128_CM_HMAC_SHA1_80);

    private static final byte[] NO_MKI = {};

    private final List<CertificateFingerprint> fingerprints;
    private SrtpSuite agreed;
    private SrtpKeys keys;

    /** @param fingerprints of the other side's certificate: it must match one that we can compute */
    SrtpNegotiation(List<CertificateFingerprint> fingerprints) {
        this.fingerprints = fingerprints;
    }

    /** RFC 5764 §4.1.1, the client's side. */
    void offer(Hashtable<?, ?> extensions) throws IOException {
        int[] profiles = SUITES.stream().mapToInt(SrtpSuite::profile).toArray();
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles, NO_MKI));
    }

    /** RFC 5764 §4.1.1: picks the first of ours that is among the other side's. */
    void agree(Hashtable<?, ?> theirExtensions) throws IOException {
        UseSRTPData theirs = theirExtensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(theirExtensions);
        if (theirs == null) {
            throw new TlsFatalAlert(
                    AlertDescription.handshake_failure, "the other side does not do SRTP (no use_srtp)");
        }
        for (SrtpSuite suite : SUITES) {
            if (Arrays.stream(theirs.getProtectionProfiles()).anyMatch(profile -> profile == suite.profile())) {
                agreed = suite;
                return;
            }
        }
        throw new TlsFatalAlert(
                AlertDescription.handshake_failure,
                "no SRTP profile in common: it has %s, we have %s"
                        .formatted(Arrays.toString(theirs.getProtectionProfiles()), SUITES));
    }

    /** RFC 5764 §4.1.1, the server's side. */
    void answer(Hashtable<?, ?> extensions) throws IOException {
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(new int[] {agreed.profile()}, NO_MKI));
    }

    /** RFC 8122 §6.2: the certificate must be the one that signalling announced. */
    void verify(Certificate certificate) throws IOException {
        if (certificate == null || certificate.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "the other side showed no certificate");
        }
        byte[] encoded = certificate.getCertificateAt(0).getEncoded();
        for (CertificateFingerprint fingerprint : fingerprints) {
            if (fingerprint.matches(encoded)) {
                return;
            }
        }
        throw new TlsFatalAlert(
                AlertDescription.bad_certificate,
                "the certificate shown is not the one announced: fingerprints differ");
    }

    /** RFC 5764 §4.2. */
    void export(TlsContext context, DtlsSide side) {
        int key = agreed.keyLength();
        int salt = agreed.saltLength();
        byte[] material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (key + salt));
        byte[] clientKey = Arrays.copyOfRange(material, 0, key);
        byte[] serverKey = Arrays.copyOfRange(material, key, 2 * key);
        byte[] clientSalt = Arrays.copyOfRange(material, 2 * key, 2 * key + salt);
        byte[] serverSalt = Arrays.copyOfRange(material, 2 * key + salt, 2 * (key + salt));
        SrtpKeys ofClient = new SrtpKeys(agreed, clientKey, clientSalt, serverKey, serverSalt);
        keys = side == DtlsSide.CLIENT ? ofClient : ofClient.swapped();
    }

    SrtpKeys keys() {
        return keys;
    }

    static int[] usableCipherSuites(org.bouncycastle.tls.crypto.TlsCrypto crypto) {
        return TlsUtils.getSupportedCipherSuites(crypto, CIPHER_SUITES);
    }
}
