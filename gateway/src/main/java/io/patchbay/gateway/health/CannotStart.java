package io.patchbay.gateway.health;

import java.io.IOException;

/**
 * The appliance cannot start. The message is one sentence for the operator: what was tried, on what, and what to do.
 */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * A port that cannot be opened: somebody else has it, the address isn't ours, or the system forbids it.
     *
     * @param name what it is for: "SIP"
     * @param port with transport and address: "5060/udp on 10.0.0.1"
     * @param setting which sets it: "sip.port"
     */
    public static CannotStart listening(String name, String port, String setting, IOException cause) {
        String reason = String.valueOf(cause.getMessage());
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            reason = reason + " " + inner.getMessage();
        }
        String what = "%s port %s ".formatted(name, port);
        if (reason.contains("in use")) {
            return new CannotStart(what + "is taken by another program; stop it or set " + setting, cause);
        }
        if (reason.contains("assign requested address")) {
            return new CannotStart(what + "cannot be opened: this machine does not have that address", cause);
        }
        if (reason.contains("Permission denied")) {
            return new CannotStart(
                    what
                            + "cannot be opened: ports below 1024 need a privileged user; set %s to a higher one"
                                    .formatted(setting),
                    cause);
        }
        return new CannotStart(what + "cannot be opened: " + cause.getMessage(), cause);
    }
}
