package io.patchbay.media.ice;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.ice4j.StunException;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.ErrorCodeAttribute;
import org.ice4j.attribute.LifetimeAttribute;
import org.ice4j.attribute.MessageIntegrityAttribute;
import org.ice4j.attribute.XorMappedAddressAttribute;
import org.ice4j.message.Message;
import org.ice4j.message.Response;

/** An answer to a request of ours. */
final class StunResponse {
    private static final int TRANSACTION_AT = 8;

    private final byte[] bytes;
    private final Message message;

    private StunResponse(byte[] bytes, Message message) {
        this.bytes = bytes;
        this.message = message;
    }

    /** The transaction id of a message, as a key of maps: to be looked up before anything else is made of it. */
    static ByteBuffer key(byte[] buffer, int offset) {
        return ByteBuffer.wrap(buffer, offset + TRANSACTION_AT, 12);
    }

    /** Null where it is no response, or malformed. */
    static StunResponse parse(byte[] buffer, int offset, int length) {
        byte[] bytes = Arrays.copyOfRange(buffer, offset, offset + length);
        try {
            Message message = Message.decode(bytes, 0, length);
            return message instanceof Response ? new StunResponse(bytes, message) : null;
        } catch (StunException | RuntimeException e) {
            return null; // ice4j throws what comes when attributes contradict their lengths
        }
    }

    boolean isSuccess() {
        return Message.isSuccessResponseType(message.getMessageType());
    }

    /** 0 where it carries none. */
    int errorCode() {
        return message.getAttribute(Attribute.ERROR_CODE) instanceof ErrorCodeAttribute error
                ? error.getErrorCode()
                : 0;
    }

    String errorPhrase() {
        return message.getAttribute(Attribute.ERROR_CODE) instanceof ErrorCodeAttribute error
                        && error.getReasonPhrase() != null
                ? error.getReasonPhrase()
                : "";
    }

    /** XOR-MAPPED-ADDRESS: how the other end sees us. */
    Optional<InetSocketAddress> mapped() {
        return address(Attribute.XOR_MAPPED_ADDRESS);
    }

    /** XOR-RELAYED-ADDRESS (RFC 8656 §18.5). */
    Optional<InetSocketAddress> relayed() {
        return address(Attribute.XOR_RELAYED_ADDRESS);
    }

    private Optional<InetSocketAddress> address(char type) {
        if (!(message.getAttribute(type) instanceof XorMappedAddressAttribute xor)) {
            return Optional.empty();
        }
        TransportAddress address = xor.getAddress(message.getTransactionID());
        return address.getPort() == 0
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(address.getAddress(), address.getPort()));
    }

    /** Seconds, or -1 where it has none. */
    int lifetime() {
        return message.getAttribute(Attribute.LIFETIME) instanceof LifetimeAttribute lifetime
                ? lifetime.getLifetime()
                : -1;
    }

    /** The value of REALM, NONCE and the like; empty where there is none. */
    Optional<byte[]> value(char type) {
        Attribute attribute = message.getAttribute(type);
        if (attribute == null) {
            return Optional.empty();
        }
        byte[] encoded = attribute.encode();
        return Optional.of(Arrays.copyOfRange(encoded, 4, 4 + attribute.getDataLength()));
    }

    /** Whether it carries MESSAGE-INTEGRITY made with {@code key} (RFC 8489 §9). */
    boolean isAuthentic(byte[] key) {
        return message.getAttribute(Attribute.MESSAGE_INTEGRITY) instanceof MessageIntegrityAttribute integrity
                && KeyedIntegrity.matches(integrity, bytes, key);
    }
}
