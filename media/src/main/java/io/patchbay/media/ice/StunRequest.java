package io.patchbay.media.ice;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.ice4j.StunException;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.AttributeFactory;
import org.ice4j.message.Request;

/** A request of ours (RFC 8489 §6.1), with a transaction id of its own. Sent again, it is sent as it is. */
final class StunRequest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] transaction = new byte[12];
    private final Request request;
    private byte[] encoded;

    StunRequest(Request request) {
        this.request = request;
        RANDOM.nextBytes(transaction);
        try {
            request.setTransactionID(transaction);
        } catch (StunException e) {
            throw new IllegalStateException("a transaction id of 12 bytes", e);
        }
    }

    StunRequest with(Attribute attribute) {
        request.putAttribute(attribute);
        return this;
    }

    /** XOR-PEER-ADDRESS (RFC 8656 §18.3). */
    StunRequest withPeer(InetSocketAddress peer) {
        return with(AttributeFactory.createXorPeerAddressAttribute(
                new TransportAddress(peer.getAddress(), peer.getPort(), Transport.UDP), transaction));
    }

    /** Finishes it with MESSAGE-INTEGRITY where {@code key} is not null, and with FINGERPRINT. */
    StunRequest signed(byte[] key) {
        if (key != null) {
            request.putAttribute(new KeyedIntegrity(key));
        }
        request.putAttribute(AttributeFactory.createFingerprintAttribute());
        encoded = request.encode(null);
        return this;
    }

    byte[] bytes() {
        return encoded;
    }

    /** The transaction id, as a key of maps. */
    ByteBuffer key() {
        return ByteBuffer.wrap(transaction);
    }
}
