package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * One side of a DTLS handshake.
 *
 * @param role {@code auto} where absent
 * @param fingerprints of the certificate that this side shows; at least one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DtlsParameters(DtlsRole role, List<DtlsFingerprint> fingerprints) {
    public DtlsParameters {
        role = role == null ? DtlsRole.AUTO : role;
        if (fingerprints == null || fingerprints.isEmpty()) {
            throw new RtpParametersException("dtlsParameters.fingerprints is missing or empty");
        }
        fingerprints = List.copyOf(fingerprints);
    }
}
