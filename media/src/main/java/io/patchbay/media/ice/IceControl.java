package io.patchbay.media.ice;

import java.security.SecureRandom;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.AttributeFactory;

/** Which of the two ends controls, and how a conflict about that is resolved (RFC 8445 §6.1.1, §7.3.1.1). Belongs to its agent. */
final class IceControl {
    private static final SecureRandom RANDOM = new SecureRandom();

    private IceRole role = IceRole.CONTROLLED;
    private long tieBreaker = RANDOM.nextLong();

    IceRole role() {
        return role;
    }

    boolean controls() {
        return role == IceRole.CONTROLLING;
    }

    void begin(IceRole role) {
        this.role = role;
    }

    /** How a request and our role fit together. */
    enum Claim {
        FITS,
        /** The other end is to change its role: 487. */
        THEY_YIELD,
        /** We are. */
        WE_YIELD
    }

    /** The greater tie-breaker controls. */
    Claim judge(BindingRequest request) {
        boolean same = controls() ? request.claimsControlling() : request.claimsControlled();
        if (!same) {
            return Claim.FITS;
        }
        boolean weControl = Long.compareUnsigned(tieBreaker, request.tieBreaker()) >= 0;
        return weControl == controls() ? Claim.THEY_YIELD : Claim.WE_YIELD;
    }

    void giveWay() {
        role = role.other();
    }

    /** After a 487, which also makes another tie-breaker (§7.2.5.1). */
    void giveWayTo487() {
        giveWay();
        tieBreaker = RANDOM.nextLong();
    }

    Attribute attribute() {
        return controls()
                ? AttributeFactory.createIceControllingAttribute(tieBreaker)
                : AttributeFactory.createIceControlledAttribute(tieBreaker);
    }
}
