package io.patchbay.gateway;

import io.patchbay.gateway.config.AccessConfig;
import io.patchbay.gateway.config.Advertised;
import io.patchbay.gateway.config.Configuration;
import io.patchbay.gateway.config.RoomsConfig;
import io.patchbay.gateway.net.NetworkAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the operator reads when the appliance has started: where it listens, who may come, what to do next. */
final class Banner {
    private static final String LINE = "  %-11s %s%n";

    private final Configuration configuration;
    private final NetworkAddresses.Choice preferred;
    private final List<InetSocketAddress> sip;
    private final List<InetSocketAddress> sipTls;
    private final int httpPort;
    private final int httpsPort;

    /**
     * @param preferred the address that others most likely reach
     * @param sip where SIP is listened on
     * @param sipTls where it is listened on by TLS
     */
    Banner(
            Configuration configuration,
            NetworkAddresses.Choice preferred,
            List<InetSocketAddress> sip,
            List<InetSocketAddress> sipTls,
            int httpPort,
            int httpsPort) {
        this.configuration = configuration;
        this.preferred = preferred;
        this.sip = List.copyOf(sip);
        this.sipTls = List.copyOf(sipTls);
        this.httpPort = httpPort;
        this.httpsPort = httpsPort;
    }

    String text() {
        String address = hostOf(dialled());
        String room = configuration.rooms().open()
                ? "lobby"
                : configuration.rooms().names().get(0);
        StringBuilder text = new StringBuilder("%nPatchbay %s is ready.%n%n".formatted(Version.get()));
        text.append(LINE.formatted("SIP", listed(sip) + ", UDP and TCP" + tls()));
        text.append(LINE.formatted(
                "HTTPS", "%s port %d".formatted(configuration.http().address().getHostAddress(), httpsPort)));
        text.append(LINE.formatted("HTTP", "port %d, for this machine; sends all others to HTTPS".formatted(httpPort)));
        text.append(LINE.formatted("Media", media()));
        text.append(LINE.formatted("Advertises", advertised()));
        text.append(LINE.formatted(
                "Phones",
                "from %s (access.callers)".formatted(configuration.access().callers())));
        text.append(LINE.formatted(
                "Browsers",
                "from %s (access.browsers)".formatted(configuration.access().browsers())));
        text.append(LINE.formatted("Rooms", rooms(configuration.rooms())));
        text.append(neighbours());
        text.append("%nWhat to do next:%n".formatted());
        text.append("  1. dial sip:%s@%s%s from a phone%n".formatted(room, address, sipPort()));
        text.append("  2. open https://%s:%d/rooms/%s in a browser%n".formatted(address, httpsPort, room));
        text.append("     (on this machine: http://localhost:%d/rooms/%s)%n".formatted(httpPort, room));
        return text.toString();
    }

    private String tls() {
        return sipTls.isEmpty() ? "" : "; port " + sipTls.get(0).getPort() + ", TLS";
    }

    private String media() {
        return "UDP %s for phones, UDP and TCP from %d for browsers"
                .formatted(
                        configuration.media().rtpPorts(), configuration.media().webrtcPort());
    }

    private String advertised() {
        List<Advertised> set = configuration.media().advertise();
        if (!set.isEmpty()) {
            return "%s, because media.advertise says so"
                    .formatted(set.stream().map(Advertised::toString).collect(Collectors.joining(", ")));
        }
        return "the address that a caller reached; to the outside that is %s (%s)"
                .formatted(preferred.address().getHostAddress(), preferred.reason());
    }

    /** Whoever starts this on a machine of the internet would wonder why nobody gets in. */
    private String neighbours() {
        InetAddress address = preferred.address();
        AccessConfig access = configuration.access();
        List<String> closed = new ArrayList<>();
        if (!access.callers().contains(address)) {
            closed.add("access.callers");
        }
        if (!access.browsers().contains(address)) {
            closed.add("access.browsers");
        }
        return address.isLoopbackAddress() || closed.isEmpty()
                ? ""
                : LINE.formatted(
                        "Note",
                        "%s is not in %s: others on its network are let in when you add them there"
                                .formatted(address.getHostAddress(), String.join(" and ", closed)));
    }

    private static String rooms(RoomsConfig rooms) {
        return rooms.open() ? "any name (rooms.open)" : String.join(", ", rooms.names()) + " (rooms.names)";
    }

    /** Where the SIP addresses are set, a phone must use one of them. */
    private InetAddress dialled() {
        boolean listened = sip.stream().anyMatch(bound -> bound.getAddress().equals(preferred.address()));
        return listened ? preferred.address() : sip.get(0).getAddress();
    }

    private String sipPort() {
        int port = sip.get(0).getPort();
        return port == 5060 ? "" : ":" + port;
    }

    private static String listed(List<InetSocketAddress> addresses) {
        return addresses.stream()
                .map(bound -> hostOf(bound.getAddress()) + ":" + bound.getPort())
                .collect(Collectors.joining(", "));
    }

    private static String hostOf(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }
}
