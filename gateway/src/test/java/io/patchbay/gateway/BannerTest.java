package io.patchbay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.gateway.access.IpLiteral;
import io.patchbay.gateway.config.ConfigException;
import io.patchbay.gateway.config.ConfigLoader;
import io.patchbay.gateway.config.Configuration;
import io.patchbay.gateway.net.NetworkAddresses;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BannerTest {
    private static final NetworkAddresses.Choice OUTWARD =
            new NetworkAddresses.Choice(IpLiteral.parse("192.0.2.77"), "the default route leaves by it");
    private static final InetSocketAddress SIP = new InetSocketAddress(IpLiteral.parse("192.0.2.77"), 5070);
    private static final InetSocketAddress SIP_TLS = new InetSocketAddress(IpLiteral.parse("192.0.2.77"), 5071);

    @Test
    void tellsWhereItListensWhoMayComeAndWhatToDo() throws ConfigException {
        String text = banner("access: {callers: [10.0.0.0/8]}");

        assertThat(text)
                .contains("192.0.2.77:5070, UDP and TCP; port 5071, TLS")
                .contains("from 10.0.0.0/8 (access.callers)")
                .contains("from loopback, private (access.browsers)")
                .contains("dial sip:lobby@192.0.2.77:5070 from a phone")
                .contains("open https://192.0.2.77:2222/rooms/lobby in a browser")
                .contains("http://localhost:1111/rooms/lobby");
    }

    @Test
    void tellsWhyAnAddressIsAdvertised() throws ConfigException {
        assertThat(banner(""))
                .contains(
                        "the address that a caller reached; to the outside that is 192.0.2.77 (the default route leaves by it)");
        assertThat(banner("media: {advertise: [198.51.100.9]}"))
                .contains("198.51.100.9, because media.advertise says so");
    }

    @Test
    void sendsPeopleToARoomThatThereIs() throws ConfigException {
        assertThat(banner("rooms: {open: false, names: [support]}"))
                .contains("support (rooms.names)")
                .contains("dial sip:support@")
                .doesNotContain("lobby");
    }

    @Test
    void warnsWhereItsNeighboursAreNotLetIn() throws ConfigException {
        assertThat(banner("access: {callers: [203.0.113.9], browsers: any}"))
                .contains("is not in access.callers: others on its network are let in when you add them there");
        assertThat(banner("access: {callers: any, browsers: any}")).doesNotContain("Note");
    }

    private static String banner(String yaml) throws ConfigException {
        Configuration configuration = ConfigLoader.parse(yaml, "p.yaml", Path.of("/"), Map.of());
        return new Banner(configuration, OUTWARD, List.of(SIP), List.of(SIP_TLS), 1111, 2222).text();
    }
}
