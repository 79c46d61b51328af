package io.patchbay.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.gateway.access.IpLiteral;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class NetworkAddressesTest {
    private static final InetAddress LOOPBACK = IpLiteral.parse("127.0.0.1");

    @Test
    void listsLoopbackLastAndOnlyAddressesThatCanBeAnswered() {
        assertThat(NetworkAddresses.local()).contains(LOOPBACK).noneMatch(address -> address.isAnyLocalAddress());
        assertThat(NetworkAddresses.local()
                        .get(NetworkAddresses.local().size() - 1)
                        .isLoopbackAddress())
                .isTrue();
    }

    @Test
    void findsTheAddressThatAPeerReaches() {
        assertThat(NetworkAddresses.towards(LOOPBACK)).contains(LOOPBACK);
    }

    @Test
    void prefersAnAddressOfThisMachine() {
        NetworkAddresses.Choice choice = NetworkAddresses.preferred();

        assertThat(NetworkAddresses.isLocal(choice.address())).isTrue();
        assertThat(choice.reason()).isNotBlank();
    }

    @Test
    void knowsItsOwnAddresses() {
        OwnAddresses own = new OwnAddresses();

        assertThat(NetworkAddresses.local()).allMatch(own);
        assertThat(own.test(IpLiteral.parse("203.0.113.7"))).isFalse();
    }
}
