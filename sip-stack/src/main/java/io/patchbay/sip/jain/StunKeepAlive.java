package io.patchbay.sip.jain;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Answers the STUN Binding requests by which devices keep a UDP flow open and see whether their NAT has changed it
 * (RFC 5626 §3.5.2, RFC 5389 §10). Nothing else of STUN is spoken here.
 */
final class StunKeepAlive {
    private static final int HEADER = 20; // bytes
    private static final int MAGIC_COOKIE = 0x2112A442;
    private static final short BINDING_REQUEST = 0x0001;
    private static final short BINDING_SUCCESS = 0x0101;
    private static final short XOR_MAPPED_ADDRESS = 0x0020;
    private static final byte IPV4 = 1;
    private static final byte IPV6 = 2;

    private StunKeepAlive() {}

    /** Whether it may be STUN at all: SIP begins with a letter. */
    static boolean isStun(byte[] bytes, int length) {
        return length >= HEADER
                && bytes[0] >= 0
                && bytes[0] < 4
                && ByteBuffer.wrap(bytes).getInt(4) == MAGIC_COOKIE;
    }

    /** The answer to a Binding request that came from {@code source}; empty where it is none. */
    static Optional<byte[]> answer(byte[] bytes, int length, InetSocketAddress source) {
        ByteBuffer request = ByteBuffer.wrap(bytes, 0, length);
        if (request.getShort(0) != BINDING_REQUEST || request.getShort(2) != length - HEADER) {
            return Optional.empty();
        }
        byte[] address = source.getAddress().getAddress();
        byte[] mask = new byte[16]; // magic cookie and transaction id (RFC 5389 §15.2)
        request.get(4, mask);
        ByteBuffer answer = ByteBuffer.allocate(HEADER + 8 + address.length)
                .putShort(BINDING_SUCCESS)
                .putShort((short) (8 + address.length))
                .put(mask)
                .putShort(XOR_MAPPED_ADDRESS)
                .putShort((short) (4 + address.length))
                .put((byte) 0)
                .put(source.getAddress() instanceof Inet4Address ? IPV4 : IPV6)
                .putShort((short) (source.getPort() ^ MAGIC_COOKIE >>> 16));
        for (int i = 0; i < address.length; i++) {
            answer.put((byte) (address[i] ^ mask[i]));
        }
        return Optional.of(answer.array());
    }
}
