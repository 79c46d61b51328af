package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.sip.Body;
import io.patchbay.sip.CallId;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.IncomingCall;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipCall;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.SipUri;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentToAgentTest {
    private static final Body OFFER = Body.sdp(Phone.SDP);
    private static final Body ANSWER = Body.sdp(Phone.SDP.replace("40000", "50000"));

    // Two stacks in a busy process: a T1 at which a request isn't repeated before its answer is there
    private static final Duration T1 = Duration.ofMillis(100);

    private final AgentFixture caller = new AgentFixture(T1);
    private final AgentFixture callee = new AgentFixture(T1);
    private final TestApplication.TestCall listener = new TestApplication.TestCall(null);

    @AfterEach
    void close() {
        caller.close();
        callee.close();
    }

    private SipCall dial(String transport) {
        SipTarget target = new SipTarget(
                "sip:bob@127.0.0.1:" + callee.address().getPort() + (transport.equals("tcp") ? ";transport=tcp" : ""),
                callee.address(),
                transport);
        return caller.agent.invite(
                new OutgoingInvite(
                        List.of(target),
                        new SipAddress("Bob", SipUri.of("bob", "127.0.0.1")),
                        new SipAddress("The lobby", SipUri.of("lobby", "127.0.0.1")),
                        OFFER,
                        Duration.ofSeconds(10)),
                caller.loops.newLoop(new CallId(UUID.randomUUID().toString())),
                listener);
    }

    private TestApplication.TestCall established(String transport, SipCall[] out) throws Exception {
        callee.application.onCall = call -> {
            call.ring();
            call.answer(ANSWER);
        };
        out[0] = dial(transport);
        TestApplication.TestCall incoming = callee.application.nextCall();
        assertThat(listener.nextEvent()).isEqualTo("progress 180");
        assertThat(listener.nextEvent()).isEqualTo("answered with a session");
        assertThat(incoming.nextEvent()).isEqualTo("established");
        return incoming;
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void callerHangsUp(String transport) throws Exception {
        SipCall[] out = new SipCall[1];
        TestApplication.TestCall incoming = established(transport, out);
        assertThat(incoming.call.from().displayName()).isEqualTo("The lobby");
        assertThat(incoming.call.callId()).isEqualTo(out[0].callId());

        out[0].loop().execute(() -> out[0].hangUp(new EndReason.HungUp(Side.LOCAL, "the room was closed")));

        assertThat(incoming.end()).isEqualTo(new EndReason.HungUp(Side.REMOTE, "hung up here: the room was closed"));
        assertThat(listener.end()).isEqualTo(new EndReason.HungUp(Side.LOCAL, "the room was closed"));
        assertNoCallsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void calleeHangsUp(String transport) throws Exception {
        SipCall[] out = new SipCall[1];
        TestApplication.TestCall incoming = established(transport, out);

        incoming.onLoop(() -> incoming.call.hangUp(new EndReason.HungUp(Side.LOCAL, "")));

        assertThat(listener.end()).isEqualTo(new EndReason.HungUp(Side.REMOTE, ""));
        assertThat(incoming.end()).isEqualTo(new EndReason.HungUp(Side.LOCAL, ""));
        assertNoCallsLeft();
    }

    @Test
    void reoffersInBothDirections() throws Exception {
        SipCall[] out = new SipCall[1];
        TestApplication.TestCall incoming = established("udp", out);

        out[0].loop().execute(() -> out[0].reoffer(OFFER));
        var reoffer = incoming.nextReoffer();
        assertThat(reoffer.session()).isPresent();
        incoming.onLoop(() -> reoffer.answer(ANSWER));
        assertThat(listener.nextEvent()).isEqualTo("reoffer answered");

        incoming.onLoop(() -> incoming.call.reoffer(OFFER));
        var back = listener.nextReoffer();
        out[0].loop().execute(() -> back.refuse(new Refusal(488, "Not Acceptable Here", "no codec in common")));
        assertThat(incoming.nextEvent()).isEqualTo("reoffer");
        assertThat(incoming.nextEvent()).isEqualTo("reoffer refused 488");
        assertThat(caller.agent.statistics().calls()).isEqualTo(1);
    }

    @Test
    void bothReofferAtOnceAndBothAreAnsweredInTheEnd() throws Exception {
        SipCall[] out = new SipCall[1];
        TestApplication.TestCall incoming = established("udp", out);
        CyclicBarrier atOnce = new CyclicBarrier(2);
        listener.onDue = () -> out[0].reoffer(OFFER);
        incoming.onDue = () -> incoming.call.reoffer(OFFER);
        out[0].loop().execute(() -> {
            pass(atOnce);
            out[0].reoffer(OFFER);
        });
        incoming.onLoop(() -> {
            pass(atOnce);
            incoming.call.reoffer(OFFER);
        });

        // Whoever is asked answers; 491 sends each into its own pause (RFC 3261 §14.1)
        int answered = 0;
        long deadline = System.nanoTime() + Duration.ofSeconds(12).toNanos();
        while (answered < 2 && System.nanoTime() < deadline) {
            var atCaller = listener.reoffers.poll(20, TimeUnit.MILLISECONDS);
            if (atCaller != null) {
                out[0].loop().execute(() -> atCaller.answer(ANSWER));
            }
            var atCallee = incoming.reoffers.poll(20, TimeUnit.MILLISECONDS);
            if (atCallee != null) {
                incoming.onLoop(() -> atCallee.answer(ANSWER));
            }
            answered += take(listener, "reoffer answered") + take(incoming, "reoffer answered");
        }
        assertThat(answered).isEqualTo(2);
    }

    private static void pass(CyclicBarrier barrier) {
        try {
            barrier.await(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int take(TestApplication.TestCall call, String event) {
        return call.events.remove(event) ? 1 : 0;
    }

    @Test
    void aSecondReofferWhileOneIsUnderWayIsAMistake() throws Exception {
        SipCall[] out = new SipCall[1];
        established("udp", out);
        var thrown = new CompletableFuture<Void>();
        out[0].loop().execute(() -> {
            out[0].reoffer(OFFER);
            try {
                out[0].reoffer(OFFER);
                thrown.complete(null);
            } catch (IllegalStateException e) {
                thrown.completeExceptionally(e);
            }
        });
        assertThatThrownBy(thrown::get).hasMessageContaining("another offer is under way");
    }

    @Test
    void refusalReachesTheCallerWithItsReason() throws Exception {
        Refusal refusal = new Refusal(404, "Not Found", "there is no room \"bob\"; rooms are: lobby");
        callee.application.onCall = call -> call.refuse(refusal);
        dial("udp");

        assertThat(listener.end()).isEqualTo(new EndReason.Refused(Side.REMOTE, refusal));
        assertThat(callee.application.nextCall().end()).isEqualTo(new EndReason.Refused(Side.LOCAL, refusal));
        assertNoCallsLeft();
    }

    @Test
    void callerGivesUpWhileItRings() throws Exception {
        callee.application.onCall = IncomingCall::ring;
        SipCall call = dial("udp");
        assertThat(listener.nextEvent()).isEqualTo("progress 180");

        call.loop().execute(() -> call.hangUp(new EndReason.Cancelled(Side.LOCAL, "nobody waited")));

        assertThat(callee.application.nextCall().end())
                .isEqualTo(new EndReason.Cancelled(Side.REMOTE, "cancelled here: nobody waited"));
        assertThat(listener.end()).isEqualTo(new EndReason.Cancelled(Side.LOCAL, "nobody waited"));
        assertNoCallsLeft();
    }

    @Test
    void transactionsAreGoneWhenTheirTimersHaveRun() throws Exception {
        SipCall[] out = new SipCall[1];
        TestApplication.TestCall incoming = established("udp", out);
        out[0].loop().execute(() -> out[0].hangUp(new EndReason.HungUp(Side.LOCAL, "")));
        incoming.end();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(caller.agent.statistics().clientTransactions()).isZero();
            assertThat(caller.agent.statistics().serverTransactions()).isZero();
            assertThat(callee.agent.statistics().clientTransactions()).isZero();
            assertThat(callee.agent.statistics().serverTransactions()).isZero();
        });
    }

    private void assertNoCallsLeft() {
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(caller.agent.statistics().calls()).isZero();
            assertThat(callee.agent.statistics().calls()).isZero();
        });
    }
}
