package io.patchbay.gateway.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** A block of addresses: network and prefix length. IPv4 and IPv6 never match each other, IPv4-mapped IPv6 counts as IPv4. */
record AddressRange(InetAddress network, int prefixLength) {
    AddressRange {
        int bits = network.getAddress().length * 8;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("the prefix length of %s/%d is not between 0 and %d"
                    .formatted(network.getHostAddress(), prefixLength, bits));
        }
        byte[] masked = masked(network.getAddress(), prefixLength);
        if (!Arrays.equals(masked, network.getAddress())) {
            throw new IllegalArgumentException("%s/%d has bits set after the prefix; write %s/%d"
                    .formatted(network.getHostAddress(), prefixLength, name(masked), prefixLength));
        }
    }

    /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. Never asks a name server. */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
        int bits = network.getAddress().length * 8;
        if (slash < 0) {
            return new AddressRange(network, bits);
        }
        String length = text.substring(slash + 1);
        if (!length.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("the prefix length of " + text + " is not a number");
        }
        return new AddressRange(network, Integer.parseInt(length));
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] wanted = network.getAddress();
        return bytes.length == wanted.length && Arrays.equals(masked(bytes, prefixLength), wanted);
    }

    private static byte[] masked(byte[] address, int prefixLength) {
        byte[] masked = new byte[address.length];
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.max(0, Math.min(8, prefixLength - i * 8));
            masked[i] = (byte) (address[i] & (0xff << (8 - bits)));
        }
        return masked;
    }

    private static String name(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for lengths other than 4 and 16
        }
    }
}
