package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.sip.ContactState;
import io.patchbay.sip.ContactState.Reachability;
import io.patchbay.sip.KeepAliveSettings;
import io.patchbay.sip.KeepAliveSettings.Whom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QualifierTest {
    private static final Duration EVERY = Duration.ofMillis(300);

    private AgentFixture fixture;
    private UdpPeer peer;

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
    }

    private void register(Whom asked, String contact) {
        register(asked, contact, AgentFixture.SHORT_T1);
    }

    private void register(Whom asked, String contact, Duration t1) {
        fixture = new AgentFixture(AgentFixture.settings(t1, 65535).with(new KeepAliveSettings(EVERY, asked)));
        peer = fixture.peer();
        fixture.application.passwords.put("alice", "wonder");
        Device alice = new Device(peer, "alice", "wonder");
        peer.send(alice.register(""));
        peer.send(alice.register(
                contact.isEmpty() ? alice.contact() : "Contact: <" + contact + ">\r\n", peer.response(401), "MD5"));
        peer.response(200);
    }

    private ContactState alice() {
        List<ContactState> contacts = fixture.agent.devices().get("alice");
        assertThat(contacts).hasSize(1);
        return contacts.get(0);
    }

    @Test
    void aDeviceBehindNatIsAskedThroughItsNat() {
        register(Whom.BEHIND_NAT, "sip:alice@192.168.1.7:5060", Duration.ofSeconds(2));
        assertThat(alice().isBehindNat()).isTrue();
        assertThat(alice().reachability()).isEqualTo(Reachability.UNKNOWN);

        SipText options = peer.request("OPTIONS");
        assertThat(options.firstLine()).isEqualTo("OPTIONS sip:alice@192.168.1.7:5060 SIP/2.0");
        peer.send(Phone.respond(options, 404, "Not Found", "x", "", "")); // any answer will do

        await().atMost(RawPeer.PATIENCE).until(() -> alice().reachability() == Reachability.REACHABLE);
        assertThat(alice().roundTrip())
                .hasValueSatisfying(time -> assertThat(time).isPositive());
        peer.await(
                message -> message.firstLine().startsWith("OPTIONS ")
                        && !message.header("Call-ID").equals(options.header("Call-ID")),
                "another OPTIONS");
    }

    @Test
    void aDeviceThatSaysNothingIsUnreachable() {
        register(Whom.BEHIND_NAT, "sip:alice@192.168.1.7:5060");
        await().atMost(RawPeer.PATIENCE).until(() -> alice().reachability() == Reachability.UNREACHABLE);
        assertThat(alice().roundTrip()).isEmpty();
    }

    @Test
    void aDeviceThatIsWhereItSaysIsAskedOnlyWhereAllAre() {
        register(Whom.ALL, "");
        assertThat(alice().isBehindNat()).isFalse();
        peer.request("OPTIONS");
    }

    @Test
    void aDeviceThatIsWhereItSaysIsLeftInPeace() {
        register(Whom.BEHIND_NAT, "");
        assertThat(peer.collect(EVERY.multipliedBy(3))).isEmpty();
        assertThat(alice().reachability()).isEqualTo(Reachability.UNKNOWN);
    }

    @Test
    void aDeviceThatLeftIsAskedNoMore() {
        register(Whom.BEHIND_NAT, "sip:alice@192.168.1.7:5060");
        Device alice = new Device(peer, "alice", "wonder");
        peer.send(alice.register(""));
        peer.send(alice.register("Contact: *\r\nExpires: 0\r\n", peer.response(401), "MD5"));
        peer.response(200);
        Set<String> underWay = new HashSet<>(); // and perhaps repeated
        peer.collect(EVERY).forEach(options -> underWay.add(options.header("Call-ID")));
        assertThat(peer.collect(EVERY.multipliedBy(3)))
                .allMatch(options -> underWay.contains(options.header("Call-ID")));
        assertThat(fixture.agent.devices()).isEmpty();
    }
}
