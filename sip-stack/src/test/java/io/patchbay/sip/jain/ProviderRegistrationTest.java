package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.sip.ClientRegistration;
import io.patchbay.sip.Credentials;
import io.patchbay.sip.RegistrationSettings;
import io.patchbay.sip.RegistrationState;
import io.patchbay.sip.RegistrationState.Phase;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.SipUri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderRegistrationTest {
    private static final String CHALLENGE =
            "WWW-Authenticate: Digest realm=\"acme\",nonce=\"abc\",algorithm=SHA-256,qop=\"auth\"\r\n";

    private final AgentFixture fixture = new AgentFixture();
    private final UdpPeer provider = fixture.peer();
    private final List<SipTarget> targets = new CopyOnWriteArrayList<>(List.of(target(provider)));
    private final List<Phase> phases = new CopyOnWriteArrayList<>();
    private ClientRegistration registration;

    @AfterEach
    void close() {
        provider.close();
        fixture.close();
    }

    private static SipTarget target(UdpPeer peer) {
        return new SipTarget("sip:127.0.0.1:" + peer.port(), peer.address(), "udp");
    }

    private void register(Duration expires) {
        registration = fixture.agent.register(
                new RegistrationSettings(
                        new SipAddress("", SipUri.of("49301234", "acme.example")),
                        "49301234",
                        new Credentials("account", "secret"),
                        expires,
                        () -> List.copyOf(targets),
                        Duration.ofMillis(20)),
                state -> phases.add(state.phase()));
    }

    private SipText nextRegister(int cseq) {
        return provider.await(
                message -> message.header("CSeq").equals(cseq + " REGISTER") && !message.isResponse(),
                "REGISTER " + cseq);
    }

    private void accept(SipText register, int seconds) {
        String contact = "Contact: <sip:other@192.0.2.9>;expires=7\r\nContact: " + register.header("Contact")
                + ";expires=" + seconds + "\r\n";
        provider.send(Phone.respond(register, 200, "OK", "p", contact, ""));
    }

    private RegistrationState awaitPhase(Phase phase) {
        await().until(() -> registration.state().phase() == phase);
        return registration.state();
    }

    @Test
    void registersAnswersTheChallengeAndRefreshesBeforeItEnds() {
        register(Duration.ofMinutes(10));
        SipText first = nextRegister(1);
        assertThat(first.firstLine()).isEqualTo("REGISTER sip:acme.example SIP/2.0");
        assertThat(first.header("To")).isEqualTo("<sip:49301234@acme.example>");
        assertThat(first.header("Expires")).isEqualTo("600");
        assertThat(first.header("Contact"))
                .isEqualTo("<sip:49301234@127.0.0.1:" + fixture.address().getPort() + ">");
        provider.send(Phone.respond(first, 401, "Unauthorized", "p", CHALLENGE, ""));

        SipText proven = nextRegister(2);
        assertThat(proven.header("Call-ID")).isEqualTo(first.header("Call-ID"));
        assertThat(proven.header("From")).isEqualTo(first.header("From"));
        assertThat(proven.header("Authorization"))
                .contains("username=\"account\"", "algorithm=SHA-256", "uri=\"sip:acme.example\"");
        accept(proven, 1);
        assertThat(awaitPhase(Phase.REGISTERED).until()).isPresent();

        accept(nextRegister(3), 600); // after 0.8 s
        assertThat(phases).doesNotContain(Phase.REFUSED, Phase.UNREACHABLE);
    }

    @Test
    void aWrongPasswordIsToldAndTriedAgainLater() {
        register(Duration.ofMinutes(10));
        provider.send(Phone.respond(nextRegister(1), 401, "Unauthorized", "p", CHALLENGE, ""));
        provider.send(Phone.respond(nextRegister(2), 401, "Unauthorized", "p", CHALLENGE, ""));
        RegistrationState refused = awaitPhase(Phase.REFUSED);
        assertThat(refused.problem())
                .contains("127.0.0.1:" + provider.port(), "401", "check its username and password");
        provider.send(Phone.respond(nextRegister(3), 401, "Unauthorized", "p", CHALLENGE, ""));
        accept(nextRegister(4), 600);
        assertThat(awaitPhase(Phase.REGISTERED).failures()).isZero();
    }

    @Test
    void aRegistrationTooBriefIsAskedForAsLongAsTheProviderWants() {
        register(Duration.ofSeconds(60));
        provider.send(Phone.respond(nextRegister(1), 423, "Interval Too Brief", "p", "Min-Expires: 1800\r\n", ""));
        SipText again = nextRegister(2);
        assertThat(again.header("Expires")).isEqualTo("1800");
        accept(again, 1800);
        awaitPhase(Phase.REGISTERED);
    }

    @Test
    void aProviderOutOfOrderIsLeftForTheNextOne() {
        try (UdpPeer second = fixture.peer()) {
            targets.add(target(second));
            register(Duration.ofMinutes(10));
            provider.send(Phone.respond(nextRegister(1), 503, "Service Unavailable", "p", "", ""));
            SipText register = second.request("REGISTER");
            assertThat(register.header("CSeq")).isEqualTo("2 REGISTER");
            second.send(Phone.respond(
                    register, 200, "OK", "p", "Contact: " + register.header("Contact") + ";expires=600\r\n", ""));
            awaitPhase(Phase.REGISTERED);
        }
    }

    @Test
    void silenceIsUnreachableUntilSomebodyAnswers() {
        register(Duration.ofMinutes(10));
        assertThat(awaitPhase(Phase.UNREACHABLE).problem()).contains("no response to REGISTER in time");
        accept(nextRegister(2), 600);
        awaitPhase(Phase.REGISTERED);
    }

    @Test
    void aNameThatDoesNotResolveIsUnreachable() {
        targets.clear();
        register(Duration.ofMinutes(10));
        assertThat(awaitPhase(Phase.UNREACHABLE).problem()).contains("acme.example", "does its name resolve?");
        targets.add(target(provider));
        accept(nextRegister(1), 600);
        awaitPhase(Phase.REGISTERED);
    }

    @Test
    void theWaitsAfterFailuresGrow() {
        register(Duration.ofMinutes(10));
        List<Long> times = new ArrayList<>();
        for (int cseq = 1; cseq <= 6; cseq++) {
            SipText register = nextRegister(cseq);
            times.add(System.nanoTime());
            provider.send(Phone.respond(register, 403, "Forbidden", "p", "", ""));
        }
        // The fifth wait is 160 to 320 ms, the first 10 to 20.
        assertThat(Duration.ofNanos(times.get(5) - times.get(4))).isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void closingTakesTheContactAway() {
        register(Duration.ofMinutes(10));
        accept(nextRegister(1), 600);
        awaitPhase(Phase.REGISTERED);
        registration.close();
        SipText gone = nextRegister(2);
        assertThat(gone.header("Expires")).isEqualTo("0");
        provider.send(Phone.respond(gone, 401, "Unauthorized", "p", CHALLENGE, ""));
        assertThat(nextRegister(3).header("Expires")).isEqualTo("0");
        assertThat(registration.state().phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void optionsTellsWhetherSomebodyIsThere() throws Exception {
        SipAddress us = new SipAddress("", SipUri.of("patchbay", "127.0.0.1"));
        var status = fixture.agent.options(target(provider), us).toCompletableFuture();
        provider.send(Phone.respond(provider.request("OPTIONS"), 404, "Not Found", "p", "", ""));
        assertThat(status.get()).isEqualTo(404);

        var silent = fixture.agent.options(target(provider), us).toCompletableFuture();
        assertThat(silent.get()).isEqualTo(408);
    }
}
