package io.patchbay.media.ice;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.ice4j.StunException;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.AttributeFactory;
import org.ice4j.attribute.ErrorCodeAttribute;
import org.ice4j.attribute.XorMappedAddressAttribute;
import org.ice4j.message.Message;
import org.ice4j.message.MessageFactory;
import org.ice4j.message.Request;

/** A browser's connectivity check, to be varied, and what was answered to it. */
public final class Check {
    private String username;
    private String password;
    private boolean controlling = true;
    private boolean useCandidate;
    private boolean priority = true;
    private boolean integrity = true;

    private Check(String username, String password) {
        this.username = username;
        this.password = password;
    }

    public static Check of(String fragment, String password) {
        return new Check(fragment + ":browser", password);
    }

    public Check nominating() {
        useCandidate = true;
        return this;
    }

    Check claimingControlled() {
        controlling = false;
        return this;
    }

    Check withoutPriority() {
        priority = false;
        return this;
    }

    Check withoutIntegrity() {
        integrity = false;
        return this;
    }

    public byte[] bytes() {
        try {
            Request request = MessageFactory.createBindingRequest();
            byte[] id = new byte[12];
            ThreadLocalRandom.current().nextBytes(id);
            request.setTransactionID(id);
            if (priority) {
                request.putAttribute(AttributeFactory.createPriorityAttribute(1_853_824_767L));
            }
            request.putAttribute(
                    controlling
                            ? AttributeFactory.createIceControllingAttribute(77)
                            : AttributeFactory.createIceControlledAttribute(77));
            if (useCandidate) {
                request.putAttribute(AttributeFactory.createUseCandidateAttribute());
            }
            request.putAttribute(AttributeFactory.createUsernameAttribute(username));
            if (integrity) {
                request.putAttribute(new KeyedIntegrity(password.getBytes(StandardCharsets.UTF_8)));
            }
            request.putAttribute(AttributeFactory.createFingerprintAttribute());
            return request.encode(null);
        } catch (StunException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 0 for success, else the error code. */
    public static int errorCode(byte[] answer) {
        Attribute error = decode(answer).getAttribute(Attribute.ERROR_CODE);
        return error == null ? 0 : ((ErrorCodeAttribute) error).getErrorCode();
    }

    /** Address and port in XOR-MAPPED-ADDRESS. */
    static String mappedAddress(byte[] answer) {
        Message message = decode(answer);
        XorMappedAddressAttribute mapped =
                (XorMappedAddressAttribute) message.getAttribute(Attribute.XOR_MAPPED_ADDRESS);
        var address = mapped.getAddress(message.getTransactionID());
        return address.getHostAddress() + ":" + address.getPort();
    }

    private static Message decode(byte[] answer) {
        try {
            return Message.decode(answer, 0, answer.length);
        } catch (StunException e) {
            throw new IllegalArgumentException(HexFormat.of().formatHex(answer), e);
        }
    }
}
