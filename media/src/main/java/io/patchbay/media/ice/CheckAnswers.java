package io.patchbay.media.ice;

import java.net.InetSocketAddress;
import java.util.Arrays;

/** Our credentials, over restarts, and what is answered to checks that are made with them. Belongs to its agent. */
final class CheckAnswers {
    private static final int REFUSALS_PER_SECOND = 10;

    private final AnswerBudget refusals = new AnswerBudget(REFUSALS_PER_SECOND);
    private IceCredentials credentials = IceCredentials.random();
    private IceCredentials previous; // of before a restart: checks with them are still answered
    private IceCredentials inUse; // those that the present round of checks is made with; null before the first

    /** A check that was made with our password. */
    record Authentic(BindingRequest request, IceCredentials used) {}

    /** What the next description says. */
    IceCredentials credentials() {
        return credentials;
    }

    /** What the present round of checks is made with. */
    IceCredentials inUse() {
        return inUse;
    }

    void restart() {
        previous = credentials;
        credentials = IceCredentials.random();
    }

    void beginRound() {
        inUse = credentials;
    }

    /** Null where it is malformed, forged or for somebody else; that has been answered then, where it is worth it. */
    Authentic read(byte[] buffer, int offset, int length, IceBase base, InetSocketAddress from, long now) {
        IceCredentials used = credentialsOf(StunPacket.localFragment(buffer, offset, length));
        BindingRequest request = used == null ? null : BindingRequest.parse(buffer, offset, length);
        if (request == null) {
            return null;
        }
        if (!request.isComplete()) {
            refuse(request.error(400, "Bad Request", null), base, from, now);
            return null;
        }
        if (!request.isAuthentic(used.password())) {
            refuse(request.error(401, "Unauthenticated", null), base, from, now);
            return null;
        }
        return new Authentic(request, used);
    }

    private IceCredentials credentialsOf(String fragment) {
        for (IceCredentials ours : Arrays.asList(credentials, inUse, previous)) {
            if (ours != null && ours.usernameFragment().equals(fragment)) {
                return ours;
            }
        }
        return null;
    }

    void accept(Authentic check, IceBase base, InetSocketAddress from) {
        byte[] answer = check.request().success(from, check.used().password());
        base.send(answer, 0, answer.length, from);
    }

    /** RFC 8445 §7.3.1.1: the other end is to change its role. */
    void refuseRole(Authentic check, IceBase base, InetSocketAddress from, long now) {
        refuse(check.request().error(487, "Role Conflict", check.used().password()), base, from, now);
    }

    private void refuse(byte[] answer, IceBase base, InetSocketAddress to, long now) {
        if (refusals.take(now)) {
            base.send(answer, 0, answer.length, to);
        }
    }
}
