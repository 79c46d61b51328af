package io.patchbay.gateway.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.gateway.access.IpLiteral;
import io.patchbay.gateway.config.ConfigException;
import io.patchbay.gateway.config.ConfigLoader;
import io.patchbay.gateway.route.Attempt;
import io.patchbay.sip.CallLoops;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.MessageSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrunksTest {
    private static final InetAddress ACME = IpLiteral.parse("198.51.100.7");
    private static final InetAddress STRANGER = IpLiteral.parse("203.0.113.9");

    private final CallLoops loops = new CallLoops(1);
    private final Trunks trunks = new Trunks(loops, Optional.empty());

    @AfterEach
    void close() {
        trunks.close();
        loops.close();
    }

    private void configure(String... entries) throws ConfigException {
        String yaml = "trunks:\n- " + String.join("\n- ", entries);
        trunks.replace(
                ConfigLoader.parse(yaml, "p.yaml", Path.of("/srv"), Map.of()).trunks());
    }

    private List<String> through(String number) {
        return trunks.through(Dialled.parse(number), "lobby", List.of()).paths().stream()
                .map(CallPath::name)
                .toList();
    }

    private String whyNot(String number) {
        return trunks.through(Dialled.parse(number), "lobby", List.of()).passedOver().stream()
                .map(Attempt::toString)
                .reduce("", (a, b) -> a + b + "\n");
    }

    private Optional<String> from(InetAddress address, String proven, String dialled) {
        return trunks.from(at(address), Optional.of(proven).filter(user -> !user.isEmpty()), dialled)
                .map(Trunk::name);
    }

    @Test
    void letsInTheAddressesOfItsTrunksAndNobodyElse() throws Exception {
        configure("{name: acme, hosts: [198.51.100.7]}", "{name: pbx, inbound: {addresses: [192.0.2.0/24]}}");
        assertThat(trunks.letIn(at(ACME))).isTrue();
        assertThat(trunks.letIn(at(IpLiteral.parse("192.0.2.200")))).isTrue();
        assertThat(trunks.letIn(at(STRANGER))).isFalse();
        assertThat(from(ACME, "", "lobby")).hasValue("acme");
        assertThat(from(STRANGER, "", "lobby")).isEmpty();
    }

    @Test
    void aTrunkThatDemandsDigestIsOneOnlyWithIt() throws Exception {
        configure("{name: acme, hosts: [198.51.100.7], inbound: {username: Acme, password: x}}");
        assertThat(trunks.demandProof(at(ACME))).isTrue();
        assertThat(trunks.demandProof(at(STRANGER))).isFalse();
        assertThat(from(ACME, "", "lobby")).isEmpty();
        assertThat(from(ACME, "acme", "lobby")).hasValue("acme");
        assertThat(from(STRANGER, "acme", "lobby")).isEmpty(); // stolen: right password, wrong address
        assertThat(trunks.passwordOf("ACME")).hasValue("x");
    }

    @Test
    void aTrunkWithoutAddressMayCallFromAnywhereWithItsPassword() throws Exception {
        configure("{name: roaming, inbound: {username: roam, password: x}}");
        assertThat(trunks.letIn(at(STRANGER))).isTrue();
        assertThat(from(STRANGER, "roam", "lobby")).hasValue("roaming");
        assertThat(from(STRANGER, "", "lobby")).isEmpty();
    }

    @Test
    void ofTwoTrunksAtOneAddressItIsTheOneThatRegisteredAsTheUserDialled() throws Exception {
        configure(
                "{name: first, hosts: [198.51.100.7], username: '4930111', password: x}",
                "{name: second, hosts: [198.51.100.7], username: '4930222', password: y}");
        assertThat(from(ACME, "", "4930222")).hasValue("second");
        assertThat(from(ACME, "", "lobby")).hasValue("first");
    }

    @Test
    void nothingGoesOutUnlessAPrefixSaysSo() throws Exception {
        configure("{name: acme, hosts: [198.51.100.7]}");
        assertThat(through("+49301234")).isEmpty();
        assertThat(whyNot("+49301234"))
                .isEqualTo("trunk acme: no call may go out through it (outbound.prefixes is empty)\n");
    }

    @Test
    void hostThatACallFoundDeadIsTriedLastForAWhile() throws Exception {
        configure("{name: acme, hosts: [198.51.100.7, 198.51.100.8], outbound: {prefixes: [any]}}");
        CallPath path =
                trunks.through(Dialled.parse("123"), "lobby", List.of()).paths().get(0);
        assertThat(hosts(path)).containsExactly("198.51.100.7", "198.51.100.8");

        path.trunk().orElseThrow().spare(path.groups().get(0).get(0).targets().get(0), Duration.ofMinutes(1));

        CallPath later =
                trunks.through(Dialled.parse("123"), "lobby", List.of()).paths().get(0);
        assertThat(hosts(later)).containsExactly("198.51.100.8", "198.51.100.7");
    }

    private static List<String> hosts(CallPath path) {
        return path.groups().get(0).get(0).targets().stream()
                .map(target -> target.address().getAddress().getHostAddress())
                .toList();
    }

    @Test
    void choosesByPrefixAndSaysWhyOthersDoNotFit() throws Exception {
        configure(
                "{name: de, hosts: [198.51.100.7], country-code: 49, outbound: {prefixes: ['+49'], numbers: national}}",
                "{name: uk, hosts: [198.51.100.8], outbound: {prefixes: ['+44']}}");
        assertThat(through("030 1234")).containsExactly("de");
        assertThat(whyNot("030 1234")).isEqualTo("trunk uk: 0301234 begins with none of its outbound.prefixes (+44)\n");
        CallPath path = trunks.through(Dialled.parse("+4930/1234".replace("/", "")), "lobby", List.of())
                .paths()
                .get(0);
        assertThat(path.first().requestUri()).isEqualTo("sip:0301234@198.51.100.7");
        assertThat(path.from().uri()).hasToString("sip:lobby@198.51.100.7");
    }

    @Test
    void aSipUriGoesThroughTheTrunkOfItsHostOnly() throws Exception {
        configure(
                "{name: pbx, hosts: ['198.51.100.7:5080;transport=tcp'], username: us, password: x, outbound: {prefixes: [any]}}");
        assertThat(through("sip:bob@198.51.100.7")).containsExactly("pbx");
        assertThat(whyNot("sip:bob@evil.example")).contains("evil.example is not among its hosts");
        CallPath path = trunks.through(Dialled.parse("sip:bob@198.51.100.7"), "lobby", List.of())
                .paths()
                .get(0);
        assertThat(path.first().requestUri()).isEqualTo("sip:bob@198.51.100.7:5080;transport=tcp");
        assertThat(path.from().uri().user()).isEqualTo("us");
        assertThat(path.credentials())
                .hasValueSatisfying(shown -> assertThat(shown.user()).isEqualTo("us"));
    }

    @Test
    void priorityComesFirstAndWeightSharesWhatIsEqual() throws Exception {
        configure(
                "{name: spare, hosts: [198.51.100.1], outbound: {prefixes: [any], priority: 20}}",
                "{name: heavy, hosts: [198.51.100.2], outbound: {prefixes: [any], weight: 90}}",
                "{name: light, hosts: [198.51.100.3], outbound: {prefixes: [any], weight: 10}}");
        long heavyFirst = IntStream.range(0, 2_000)
                .mapToObj(i -> through("+491"))
                .peek(order -> assertThat(order.get(2)).isEqualTo("spare"))
                .filter(order -> order.get(0).equals("heavy"))
                .count();
        assertThat(heavyFirst).isBetween(1_700L, 1_900L);
    }

    @Test
    void aFullTrunkIsPassedOverUntilACallEnds() throws Exception {
        configure("{name: acme, hosts: [198.51.100.7], max-calls: 1, outbound: {prefixes: [any]}}");
        Trunk acme = trunks.from(at(ACME), Optional.empty(), "").orElseThrow();
        assertThat(acme.use().take()).isEmpty();
        assertThat(acme.use().take()).hasValueSatisfying(refusal -> {
            assertThat(refusal.explanation()).isEqualTo("trunk acme has its 1 calls; trunks.max-calls allows no more");
            assertThat(refusal.retryAfter()).isPositive();
        });
        assertThat(whyNot("+491")).isEqualTo("trunk acme: it has its 1 calls (max-calls)\n");
        acme.use().release();
        assertThat(through("+491")).containsExactly("acme");
    }

    @Test
    void aTrunkTakesTwiceItsRateInOneGoEachWayAndARefusedCallHoldsNoPlace() throws Exception {
        configure("{name: acme, hosts: [198.51.100.7], invites-per-second: 2, max-calls: 9}");
        TrunkUse acme =
                trunks.from(at(ACME), Optional.empty(), "").orElseThrow().use();
        for (int i = 0; i < 4; i++) {
            assertThat(acme.take()).isEmpty();
            assertThat(acme.place()).isEmpty();
        }
        assertThat(acme.take()).hasValueSatisfying(refusal -> assertThat(refusal.explanation())
                .isEqualTo("more than 2 calls a second from trunk acme (trunks.invites-per-second)"));
        assertThat(acme.place()).hasValueSatisfying(refusal -> {
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.retryAfter()).isPositive();
            assertThat(refusal.explanation()).contains("a second through trunk acme");
        });
        assertThat(acme.calls()).isEqualTo(8);
        assertThat(trunks.invitesPerSecondOf(at(ACME))).isEqualTo(2);
        assertThat(trunks.invitesPerSecondOf(at(STRANGER))).isZero();
    }

    @Test
    void aReloadKeepsWhatDidNotChangeAndTheCallsOfWhatDid() throws Exception {
        configure("{name: a, hosts: [198.51.100.7]}", "{name: b, hosts: [198.51.100.8]}");
        Trunk a = trunks.from(at(ACME), Optional.empty(), "").orElseThrow();
        a.use().take();
        configure("{name: a, hosts: [198.51.100.7]}", "{name: b, hosts: [198.51.100.9]}");
        assertThat(trunks.from(at(ACME), Optional.empty(), "")).containsSame(a);
        assertThat(trunks.letIn(at(IpLiteral.parse("198.51.100.8")))).isFalse();
        configure("{name: a, hosts: [198.51.100.7], max-calls: 1}");
        assertThat(trunks.from(at(ACME), Optional.empty(), "")
                        .orElseThrow()
                        .use()
                        .take())
                .isPresent();
        assertThat(trunks.views()).extracting(TrunkView::name).containsExactly("a");
    }

    @Test
    void aTrunkThatIsToRegisterTakesNoCallBeforeItHas() throws Exception {
        configure(
                "{name: acme, hosts: [name.invalid], username: u, password: x, register: true, outbound: {prefixes: [any]}}");
        assertThat(whyNot("+491"))
                .contains("trunk acme: the address of name.invalid is not known; does its name resolve?");
        assertThat(trunks.registered()).containsEntry("acme", 0.0);
    }

    @Test
    void headersGoOutByItsListAndTheCallerAsItWantsIt() throws Exception {
        configure(
                "{name: acme, hosts: [198.51.100.7], outbound: {prefixes: [any], from-user: '4930', identity: asserted,"
                        + " anonymous: true, headers: [X-Account]}}");
        List<HeaderField> wanted = List.of(new HeaderField("x-account", "7"), new HeaderField("X-Secret", "8"));
        Selection ways = trunks.through(Dialled.parse("+491"), "lobby", wanted);
        assertThat(ways.paths().get(0).headers())
                .containsExactly(
                        new HeaderField("P-Asserted-Identity", "<sip:4930@198.51.100.7>"),
                        new HeaderField("Privacy", "id"),
                        new HeaderField("x-account", "7"));
        assertThat(ways.paths().get(0).from().uri()).hasToString("sip:anonymous@anonymous.invalid");
        assertThat(ways.passedOver())
                .extracting(Attempt::toString)
                .containsExactly("header X-Secret: trunk acme is not sent it (outbound.headers)");
    }

    @Test
    void aTrunkIsKnownByANameOfItsCertificateWhereverItCallsFrom() throws Exception {
        configure("{name: acme, inbound: {tls-names: [SBC.acme.example]}}");
        MessageSource proven = new MessageSource(
                new InetSocketAddress(STRANGER, 40_000), "tls", List.of("other.example", "sbc.acme.example"));
        assertThat(trunks.letIn(proven)).isTrue();
        assertThat(trunks.demandProof(proven)).isFalse();
        assertThat(trunks.from(proven, Optional.empty(), "lobby").map(Trunk::name))
                .hasValue("acme");
        assertThat(trunks.letIn(at(STRANGER))).isFalse();
    }

    private static MessageSource at(InetAddress address) {
        return new MessageSource(new InetSocketAddress(address, 5060), "udp", List.of());
    }
}
