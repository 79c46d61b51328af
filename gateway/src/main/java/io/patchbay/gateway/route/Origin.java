package io.patchbay.gateway.route;

import java.net.InetAddress;

/**
 * Who a call is from, as far as routing goes.
 *
 * @param kind {@code trunk}, {@code device}, or {@code address} where it is neither
 * @param name the trunk's or device's; the address itself else
 */
public record Origin(String kind, String name) {
    public static Origin trunk(String name) {
        return new Origin("trunk", name);
    }

    public static Origin device(String name) {
        return new Origin("device", name);
    }

    public static Origin address(InetAddress address) {
        return new Origin("address", address.getHostAddress());
    }

    @Override
    public String toString() {
        return kind + ":" + name;
    }
}
