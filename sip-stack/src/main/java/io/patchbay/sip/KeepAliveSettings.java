package io.patchbay.sip;

import java.time.Duration;

/**
 * How ways to devices and trunks are kept open.
 *
 * @param every how often something is sent on a way where nothing else is; zero for never
 * @param asked which devices on UDP are sent OPTIONS for it
 */
public record KeepAliveSettings(Duration every, Whom asked) {
    /** Nothing is sent. */
    public static final KeepAliveSettings NONE = new KeepAliveSettings(Duration.ZERO, Whom.NOBODY);

    /** Devices on UDP. */
    public enum Whom {
        NOBODY,
        /** Those whose packets come from elsewhere than their Contact says. */
        BEHIND_NAT,
        ALL
    }

    public KeepAliveSettings {
        if (every.isNegative()) {
            throw new IllegalArgumentException("keep-alives are sent every so often, not every " + every);
        }
    }

    public boolean isOn() {
        return !every.isZero();
    }
}
