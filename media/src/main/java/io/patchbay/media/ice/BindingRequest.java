package io.patchbay.media.ice;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ice4j.StunException;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.AttributeFactory;
import org.ice4j.attribute.IceControlAttribute;
import org.ice4j.attribute.MessageIntegrityAttribute;
import org.ice4j.attribute.PriorityAttribute;
import org.ice4j.message.Message;
import org.ice4j.message.MessageFactory;
import org.ice4j.message.Request;
import org.ice4j.message.Response;

/** A connectivity check (RFC 8445 §7) and the answers to it. */
final class BindingRequest {
    /** draft-thatcher-ice-renomination: each later nomination has a greater number. */
    private static final char NOMINATION = 0xC001;

    private final byte[] bytes;
    private final Request request;

    private BindingRequest(byte[] bytes, Request request) {
        this.bytes = bytes;
        this.request = request;
    }

    /** Reads a message for which {@link StunPacket#isStun} holds; null where it is no Binding request, or malformed. */
    static BindingRequest parse(byte[] buffer, int offset, int length) {
        byte[] bytes = Arrays.copyOfRange(buffer, offset, offset + length);
        try {
            Message message = Message.decode(bytes, 0, length);
            return message instanceof Request request && message.getMessageType() == Message.BINDING_REQUEST
                    ? new BindingRequest(bytes, request)
                    : null;
        } catch (StunException | RuntimeException e) {
            return null; // ice4j throws what comes when attributes contradict their lengths
        }
    }

    /** Whether what RFC 8445 §7.1.1 and §7.1.2 ask for is there. */
    boolean isComplete() {
        return request.containsAttribute(Attribute.USERNAME)
                && request.containsAttribute(Attribute.MESSAGE_INTEGRITY)
                && request.containsAttribute(Attribute.PRIORITY);
    }

    boolean useCandidate() {
        return request.containsAttribute(Attribute.USE_CANDIDATE);
    }

    /** Whether the other side takes itself for controlled (RFC 8445 §6.1.1). */
    boolean claimsControlled() {
        return request.containsAttribute(Attribute.ICE_CONTROLLED);
    }

    boolean claimsControlling() {
        return request.containsAttribute(Attribute.ICE_CONTROLLING);
    }

    /** The number that decides between two of the same role (RFC 8445 §7.3.1.1), unsigned; 0 where it has none. */
    long tieBreaker() {
        for (char type : new char[] {Attribute.ICE_CONTROLLED, Attribute.ICE_CONTROLLING}) {
            if (request.getAttribute(type) instanceof IceControlAttribute control) {
                return control.getTieBreaker();
            }
        }
        return 0;
    }

    /** What the priority of a peer-reflexive candidate would be (RFC 8445 §7.1.1). */
    long priority() {
        return request.getAttribute(Attribute.PRIORITY) instanceof PriorityAttribute priority
                ? priority.getPriority()
                : 1;
    }

    /** The number of this nomination, or -1 where it has none. */
    long nomination() {
        Attribute attribute = request.getAttribute(NOMINATION);
        if (attribute == null) {
            return -1;
        }
        byte[] encoded = attribute.encode();
        return encoded.length < 8 ? -1 : StunPacket.i32(encoded, 4) & 0xFFFF_FFFFL;
    }

    /** Whether MESSAGE-INTEGRITY was made with {@code password} (RFC 8489 §14.5). */
    boolean isAuthentic(String password) {
        MessageIntegrityAttribute integrity =
                (MessageIntegrityAttribute) request.getAttribute(Attribute.MESSAGE_INTEGRITY);
        return KeyedIntegrity.matches(integrity, bytes, key(password));
    }

    byte[] success(InetSocketAddress from, String password) {
        Response response = MessageFactory.createBindingResponse(
                request, new TransportAddress(from.getAddress(), from.getPort(), Transport.UDP));
        for (Attribute attribute : response.getAttributes()) {
            if (attribute.getAttributeType() != Attribute.XOR_MAPPED_ADDRESS) {
                response.removeAttribute(attribute.getAttributeType());
            }
        }
        return encode(response, password);
    }

    /** @param password null where the asker has not shown that it knows one */
    byte[] error(int code, String reason, String password) {
        return encode(MessageFactory.createBindingErrorResponse((char) code, reason), password);
    }

    private byte[] encode(Response response, String password) {
        try {
            response.setTransactionID(request.getTransactionID());
        } catch (StunException e) {
            throw new IllegalStateException("a transaction id that was read cannot be written", e);
        }
        if (password != null) {
            response.putAttribute(new KeyedIntegrity(key(password)));
        }
        response.putAttribute(AttributeFactory.createFingerprintAttribute());
        return response.encode(null);
    }

    private static byte[] key(String password) {
        return password.getBytes(StandardCharsets.UTF_8);
    }
}
