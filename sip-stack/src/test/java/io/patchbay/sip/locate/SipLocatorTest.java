package io.patchbay.sip.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SipLocatorTest {
    private final FakeNameServer server = new FakeNameServer();
    private final TestClock clock = new TestClock();
    private final SipLocator locator =
            new SipLocator(NameServers.at(server.address()), List.of("udp", "tcp", "tls"), clock);

    @AfterEach
    void close() {
        server.close();
    }

    private List<String> locate(String host, int port, String transport, boolean secure) throws Exception {
        return locator.locate(new SipServer(host, port, transport, secure)).get(20, TimeUnit.SECONDS).stream()
                .map(place -> place.transport() + " "
                        + place.address().getAddress().getHostAddress() + ":"
                        + place.address().getPort())
                .toList();
    }

    private List<String> locate(String host) throws Exception {
        return locate(host, SipServer.ANY_PORT, "", false);
    }

    @Test
    void anAddressNeedsNoNameServer() throws Exception {
        assertThat(locate("192.0.2.7")).containsExactly("udp 192.0.2.7:5060");
        assertThat(locate("192.0.2.7", 5080, "tcp", false)).containsExactly("tcp 192.0.2.7:5080");
        assertThat(locate("2001:db8::1", SipServer.ANY_PORT, "", true))
                .containsExactly("tls 2001:db8:0:0:0:0:0:1:5061");
        assertThat(server.questions).isEmpty();
    }

    @Test
    void aPortLeavesOnlyTheAddressOpen() throws Exception {
        server.knows("_sip._udp.example.com. SRV 1 1 5099 elsewhere.example.com.", "example.com. A 192.0.2.1");
        assertThat(locate("example.com", 5080, "", false)).containsExactly("udp 192.0.2.1:5080");
        assertThat(server.questions).noneMatch(question -> question.contains("SRV"));
    }

    @Test
    void naptrOrdersTheTransportsThatWeSpeak() throws Exception {
        server.knows(
                "example.com. NAPTR 20 50 \"s\" \"SIP+D2U\" \"\" _sip._udp.example.com.",
                "example.com. NAPTR 10 50 \"s\" \"SIPS+D2T\" \"\" _sips._tcp.example.com.",
                "example.com. NAPTR 10 10 \"s\" \"SIP+D2W\" \"\" _sip._ws.example.com.",
                "_sips._tcp.example.com. SRV 1 1 5071 one.example.com.",
                "_sip._udp.example.com. SRV 1 1 5070 two.example.com.",
                "one.example.com. A 192.0.2.1",
                "two.example.com. A 192.0.2.2");
        assertThat(locate("example.com")).containsExactly("tls 192.0.2.1:5071", "udp 192.0.2.2:5070");
    }

    @Test
    void sipsTakesTlsOnly() throws Exception {
        server.knows(
                "example.com. NAPTR 10 50 \"s\" \"SIP+D2U\" \"\" _sip._udp.example.com.",
                "_sip._udp.example.com. SRV 1 1 5070 one.example.com.",
                "_sips._tcp.example.com. SRV 1 1 5071 one.example.com.",
                "one.example.com. A 192.0.2.1");
        assertThat(locate("example.com", SipServer.ANY_PORT, "", true)).containsExactly("tls 192.0.2.1:5071");
    }

    @Test
    void withoutNaptrTheServicesOfEachTransportAreAskedFor() throws Exception {
        server.knows(
                "_sip._tcp.example.com. SRV 1 1 5070 one.example.com.",
                "_sip._udp.example.com. SRV 1 1 5080 one.example.com.",
                "one.example.com. A 192.0.2.1",
                "one.example.com. AAAA 2001:db8::1");
        assertThat(locate("example.com"))
                .containsExactly(
                        "udp 192.0.2.1:5080",
                        "udp 2001:db8:0:0:0:0:0:1:5080",
                        "tcp 192.0.2.1:5070",
                        "tcp 2001:db8:0:0:0:0:0:1:5070");
    }

    @Test
    void aTransportNamedAsksForItsServiceOnly() throws Exception {
        server.knows(
                "_sip._tcp.example.com. SRV 1 1 5070 one.example.com.",
                "_sip._udp.example.com. SRV 1 1 5080 one.example.com.",
                "one.example.com. A 192.0.2.1");
        assertThat(locate("example.com", SipServer.ANY_PORT, "tcp", false)).containsExactly("tcp 192.0.2.1:5070");
    }

    @Test
    void withoutServicesTheHostItselfIsTaken() throws Exception {
        server.knows("example.com. A 192.0.2.1");
        assertThat(locate("example.com")).containsExactly("udp 192.0.2.1:5060");
        assertThat(locate("example.com", SipServer.ANY_PORT, "tls", false)).containsExactly("tls 192.0.2.1:5061");
    }

    @Test
    void prioritiesAreTriedInOrderAndWeightsByLot() throws Exception {
        server.knows(
                "_sip._udp.example.com. SRV 2 0 5060 last.example.com.",
                "_sip._udp.example.com. SRV 1 90 5060 often.example.com.",
                "_sip._udp.example.com. SRV 1 10 5060 seldom.example.com.",
                "often.example.com. A 192.0.2.1",
                "seldom.example.com. A 192.0.2.2",
                "last.example.com. A 192.0.2.3");
        int often = 0;
        Set<String> lasts = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            List<String> places = locate("example.com", SipServer.ANY_PORT, "udp", false);
            assertThat(places).hasSize(3);
            often += places.get(0).equals("udp 192.0.2.1:5060") ? 1 : 0;
            lasts.add(places.get(2));
        }
        assertThat(lasts).containsExactly("udp 192.0.2.3:5060");
        assertThat(often).isBetween(310, 395); // 360 are expected
    }

    @Test
    void aServiceThatIsDeclinedIsNotUsed() throws Exception {
        server.knows(
                "_sip._udp.example.com. SRV 0 0 0 .",
                "_sip._tcp.example.com. SRV 1 1 5070 one.example.com.",
                "one.example.com. A 192.0.2.1");
        assertThat(locate("example.com")).containsExactly("tcp 192.0.2.1:5070");
    }

    @Test
    void whatFailedComesLastUntilItsTimeIsOver() throws Exception {
        server.knows(
                "_sip._udp.example.com. SRV 1 1 5060 one.example.com.",
                "_sip._udp.example.com. SRV 2 1 5060 two.example.com.",
                "one.example.com. A 192.0.2.1",
                "two.example.com. A 192.0.2.2");
        SipServer wanted = new SipServer("example.com", SipServer.ANY_PORT, "udp", false);
        Located first = locator.locate(wanted).get(20, TimeUnit.SECONDS).get(0);
        locator.fail(first, Duration.ofSeconds(30));
        assertThat(locate("example.com")).containsExactly("udp 192.0.2.2:5060", "udp 192.0.2.1:5060");
        clock.now = clock.now.plusSeconds(31);
        assertThat(locate("example.com")).containsExactly("udp 192.0.2.1:5060", "udp 192.0.2.2:5060");
        locator.fail(first, Duration.ofSeconds(30));
        locator.revive(first);
        assertThat(locate("example.com").get(0)).isEqualTo("udp 192.0.2.1:5060");
    }

    @Test
    void recordsAreKeptForAsLongAsTheySay() throws Exception {
        server.knows("example.com. 3600 A 192.0.2.1");
        locate("example.com", 5060, "", false);
        int asked = server.questions.size();
        assertThat(locate("example.com", 5060, "", false)).containsExactly("udp 192.0.2.1:5060");
        assertThat(server.questions.stream().filter(question -> question.endsWith(" A")))
                .hasSize(1);
        assertThat(server.questions.size()).isLessThanOrEqualTo(asked + 1);
    }

    @Test
    void addressesCarryTheNameThatWasLookedFor() throws Exception {
        server.knows("_sips._tcp.example.com. SRV 1 1 5061 host7.provider.net.", "host7.provider.net. A 192.0.2.1");
        Located place = locator.locate(new SipServer("Example.COM", SipServer.ANY_PORT, "tls", false))
                .get(20, TimeUnit.SECONDS)
                .get(0);
        assertThat(place.address().getHostString()).isEqualTo("example.com");
    }

    @Test
    void aNameThatIsNotThereIsSaidSo() {
        assertThatThrownBy(() -> locate("nowhere.example.com"))
                .hasCauseInstanceOf(CannotLocateException.class)
                .hasMessageContaining("no address is known of nowhere.example.com");
    }

    @Test
    void nameServersThatFailAreSaidSo() {
        server.fails = true;
        assertThatThrownBy(() -> locate("example.com"))
                .hasCauseInstanceOf(CannotLocateException.class)
                .hasMessageContaining("example.com");
    }

    private static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
