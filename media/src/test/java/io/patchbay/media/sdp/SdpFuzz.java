package io.patchbay.media.sdp;

import java.nio.charset.StandardCharsets;

/** What a fuzzer calls: a description is read, and can then be written, or is said to be malformed. */
public final class SdpFuzz {

    private SdpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            SessionDescription.parse(new String(data, StandardCharsets.UTF_8)).write();
        } catch (MalformedSdpException e) {
            return; // as it should be
        }
    }
}
