package io.patchbay.media.sdp;

/** {@code addrtype} of RFC 8866 §8.2.6. */
public enum AddressType {
    IP4,
    IP6;

    /** The type of a literal address or, for a host name, IP4. */
    public static AddressType of(String address) {
        return address.indexOf(':') >= 0 ? IP6 : IP4;
    }
}
