package io.patchbay.media.peer;

import java.util.Objects;

/** How ICE is done with phones that do it. */
public record IceSettings(IceMode mode) {
    /** The full side. */
    public static final IceSettings FULL = new IceSettings(IceMode.FULL);

    public static final IceSettings LITE = new IceSettings(IceMode.LITE);

    public IceSettings {
        Objects.requireNonNull(mode, "mode");
    }
}
