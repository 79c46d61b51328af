package io.patchbay.media.sdp;

/**
 * A {@code c=} line (RFC 8866 §5.7), without the TTL and count of multicast.
 *
 * @param address literal or host name
 */
public record ConnectionData(AddressType type, String address) {
    private static final int MAX_LENGTH = 255; // of a host name, RFC 1035 §2.3.4

    public ConnectionData {
        SdpText.token("connection address", address);
        if (address.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("SDP connection address is longer than " + MAX_LENGTH);
        }
        if (address.indexOf('/') >= 0) {
            throw new IllegalArgumentException("SDP connection address has a slash in it: \"" + address + "\"");
        }
    }

    public static ConnectionData of(String address) {
        return new ConnectionData(AddressType.of(address), address);
    }

    /** Whether it is the address that means hold where RFC 2543 was spoken (RFC 3264 §8.4). */
    public boolean isUnspecified() {
        return address.equals("0.0.0.0") || address.equals("::");
    }
}
