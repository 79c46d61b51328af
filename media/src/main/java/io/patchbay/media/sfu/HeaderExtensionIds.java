package io.patchbay.media.sfu;

import java.util.List;

/** Looks header extensions up by URI. */
final class HeaderExtensionIds {
    static final int NONE = 0;

    private HeaderExtensionIds() {}

    /** The id that {@code uri} has in a stream, or {@link #NONE}. */
    static int idOf(List<RtpHeaderExtensionParameters> extensions, String uri) {
        for (RtpHeaderExtensionParameters extension : extensions) {
            if (extension.uri().equals(uri)) {
                return extension.id();
            }
        }
        return NONE;
    }
}
