package io.patchbay.sip;

import java.time.Instant;

/**
 * One contact of a registered device (RFC 3261 §10).
 *
 * @param contact the Contact URI as the device wrote it
 * @param target where requests to it are sent
 * @param expires when it ends unless refreshed
 * @param preference its q-value in thousandths, 0 to 1000: the highest is rung first (RFC 3261 §16.6)
 * @param instance the device's {@code +sip.instance} without its quotes (RFC 5626 §4.1); empty where it gave none
 * @param regId which of the instance's flows this is (RFC 5626 §4.2); 0 where it is bound to none
 * @param userAgent what the device calls itself; empty where it doesn't
 * @param since when this contact first registered, refreshed without a break since then
 */
public record Binding(
        String contact,
        SipTarget target,
        Instant expires,
        int preference,
        String instance,
        int regId,
        String userAgent,
        Instant since) {
    /** The q-value of a contact that gives none. */
    public static final int FIRST = 1000;

    public Binding {
        if (preference < 0 || preference > FIRST) {
            throw new IllegalArgumentException("a q-value is from 0 to 1000 thousandths, not " + preference);
        }
    }

    /** A contact that says nothing more of itself. */
    public Binding(String contact, SipTarget target, Instant expires) {
        this(contact, target, expires, FIRST, "", 0, "", Instant.EPOCH);
    }

    /** Whether a connection is all that it is: it cannot be reached by another one (RFC 5626 §5.3, RFC 7118 §5). */
    public boolean isBoundToConnection() {
        return target.transport().startsWith("ws")
                || regId > 0 && target.path().isEmpty() && !target.transport().equals("udp");
    }

    /** The same contact, registered first at another time. */
    public Binding since(Instant other) {
        return new Binding(contact, target, expires, preference, instance, regId, userAgent, other);
    }

    /** The same contact, reached elsewhere. */
    public Binding at(SipTarget other) {
        return new Binding(contact, other, expires, preference, instance, regId, userAgent, since);
    }
}
