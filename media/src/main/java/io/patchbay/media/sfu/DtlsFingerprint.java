package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The hash of a DTLS certificate (RFC 8122 §5).
 *
 * @param algorithm such as {@code sha-256}
 * @param value colon-separated hexadecimal octets
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DtlsFingerprint(String algorithm, String value) {
    public DtlsFingerprint {
        if (algorithm == null || value == null) {
            throw new RtpParametersException("a DTLS fingerprint needs both algorithm and value");
        }
    }
}
