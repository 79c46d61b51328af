package io.patchbay.sip;

import java.util.Objects;

/** A user name and password for digest authentication (RFC 3261 §22). Never printed. */
public record Credentials(String user, String password) {
    public Credentials {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return "Credentials[user=" + user + ", password=***]";
    }
}
