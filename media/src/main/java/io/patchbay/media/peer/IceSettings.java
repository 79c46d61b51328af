package io.patchbay.media.peer;

import io.patchbay.media.ice.IceServers;
import java.util.Objects;

/**
 * How ICE is done with phones that do it.
 *
 * @param servers that calls ask for further addresses of theirs, in {@link IceMode#FULL}
 */
public record IceSettings(IceMode mode, IceServers servers) {
    /** The full side, without servers. */
    public static final IceSettings FULL = new IceSettings(IceMode.FULL);

    public static final IceSettings LITE = new IceSettings(IceMode.LITE);

    public IceSettings {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(servers, "servers");
    }

    /** Without servers. */
    public IceSettings(IceMode mode) {
        this(mode, new IceServers());
    }
}
