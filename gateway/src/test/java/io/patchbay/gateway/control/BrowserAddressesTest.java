package io.patchbay.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.media.sfu.ListenAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrowserAddressesTest {
    private final List<ListenAddress> listening = List.of(
            new ListenAddress(ip("192.168.7.2")),
            new ListenAddress(ip("10.0.0.5")),
            new ListenAddress(ip("127.0.0.1")));

    @Test
    void offersTheAddressThatTheBrowserReachedFirst() {
        assertThat(offered("10.0.0.9", "10.0.0.5")).containsExactly("10.0.0.5", "192.168.7.2");
    }

    @Test
    void offersLoopbackToBrowsersOnThisMachineOnly() {
        assertThat(offered("127.0.0.1", "127.0.0.1")).containsExactly("127.0.0.1", "192.168.7.2", "10.0.0.5");
        assertThat(offered("192.168.7.40", "192.168.7.2")).doesNotContain("127.0.0.1");
    }

    private List<String> offered(String remote, String local) {
        return new BrowserAddresses(ip(remote), ip(local), listening)
                .candidates().stream().map(ListenAddress::advertised).toList();
    }

    private static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
