package io.patchbay.media.ice;

import java.nio.charset.StandardCharsets;
import org.ice4j.attribute.AttributeFactory;
import org.ice4j.message.MessageFactory;

/** Makes checks of ours (RFC 8445 §7.1). */
final class ConnectivityCheck {
    private ConnectivityCheck() {}

    static StunRequest request(
            CandidatePair pair, IceCredentials ours, IceCredentials theirs, IceControl control, boolean nominates) {
        long priority = CandidateType.PEER_REFLEXIVE.priority(pair.base().localPreference());
        StunRequest request = new StunRequest(MessageFactory.createBindingRequest())
                .with(AttributeFactory.createUsernameAttribute(
                        theirs.usernameFragment() + ":" + ours.usernameFragment()))
                .with(AttributeFactory.createPriorityAttribute(priority))
                .with(control.attribute());
        if (nominates) {
            request.with(AttributeFactory.createUseCandidateAttribute());
        }
        return request.signed(key(theirs));
    }

    /** What both ends sign with when {@code credentials} are the asked one's (RFC 8489 §9.1.1). */
    static byte[] key(IceCredentials credentials) {
        return credentials.password().getBytes(StandardCharsets.UTF_8);
    }
}
