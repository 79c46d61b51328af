package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/**
 * A header extension as one stream uses it (RFC 8285).
 *
 * @param id 1 to 255
 * @param encrypt whether it is encrypted (RFC 6904); false where absent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RtpHeaderExtensionParameters(String uri, Integer id, boolean encrypt, Map<String, Object> parameters) {
    public RtpHeaderExtensionParameters {
        if (uri == null || uri.isEmpty()) {
            throw new RtpParametersException("headerExtension.uri is missing");
        }
        if (id == null || id < 1 || id > 255) {
            throw new RtpParametersException("headerExtension %s: id is %s; it must be 1 to 255".formatted(uri, id));
        }
        parameters = CodecFields.parameters(parameters, uri);
    }

    public RtpHeaderExtensionParameters(String uri, int id) {
        this(uri, id, false, Map.of());
    }
}
