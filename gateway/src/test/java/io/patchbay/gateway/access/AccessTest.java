package io.patchbay.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
    private static final InetAddress STRANGER = IpLiteral.parse("203.0.113.7");

    @ParameterizedTest
    @CsvSource({
        "loopback, 127.0.0.1, true",
        "loopback, 127.255.0.9, true",
        "loopback, ::1, true",
        "loopback, 10.0.0.1, false",
        "private, 10.255.255.255, true",
        "private, 172.16.0.1, true",
        "private, 172.32.0.1, false",
        "private, 192.168.1.1, true",
        "private, 169.254.1.1, true",
        "private, fd00::1, true",
        "private, fe80::1%lo, true",
        "private, 100.64.0.1, false",
        "private, 2001:db8::1, false",
        "private, 127.0.0.1, false",
        "any, 203.0.113.7, true",
        "any, 2001:db8::1, true",
        "198.51.100.0/25, 198.51.100.127, true",
        "198.51.100.0/25, 198.51.100.128, false",
        "198.51.100.4, 198.51.100.4, true",
        "198.51.100.4, 198.51.100.5, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true", // IPv4 in IPv6's clothes
        "0.0.0.0/0, ::1, false",
    })
    void knowsWhoIsOnTheList(String entry, String address, boolean expected) {
        assertThat(new AddressList(List.of(entry)).contains(IpLiteral.parse(address)))
                .isEqualTo(expected);
    }

    @Test
    void saysWhoIsRefusedByWhichSetting() {
        Access access = new Access(AddressList.LOCAL, new AddressList(List.of()), address -> false);

        assertThat(access.refusalOfCaller(STRANGER))
                .contains("203.0.113.7 is not in access.callers (loopback, private); add it there");
        assertThat(access.refusalOfBrowser(STRANGER))
                .contains("203.0.113.7 is not in access.browsers (nobody); add it there");
        assertThat(access.refusalOfCaller(IpLiteral.parse("10.0.0.1"))).isEmpty();
    }

    @Test
    void takesThisMachineForLoopbackByEachOfItsAddresses() {
        AddressList onlyPrivate = new AddressList(List.of("private"));
        Access access = new Access(AddressList.LOCAL, onlyPrivate, STRANGER::equals);

        assertThat(access.refusalOfCaller(STRANGER)).isEmpty();
        assertThat(access.refusalOfBrowser(STRANGER)).isPresent();
    }

    @Test
    void decidesByTheNewListsAfterAReload() {
        Access access = new Access(AddressList.LOCAL, AddressList.LOCAL, address -> false);

        access.replace(new AddressList(List.of("203.0.113.0/24")), AddressList.LOCAL);

        assertThat(access.refusalOfCaller(STRANGER)).isEmpty();
        assertThat(access.refusalOfCaller(IpLiteral.parse("10.0.0.1"))).isPresent();
        assertThat(access.refusalOfBrowser(STRANGER)).isPresent();
    }
}
