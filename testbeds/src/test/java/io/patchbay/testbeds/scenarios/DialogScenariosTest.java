package io.patchbay.testbeds.scenarios;

import static io.patchbay.testbeds.sipp.SippCheck.body;
import static io.patchbay.testbeds.sipp.SippCheck.header;
import static io.patchbay.testbeds.sipp.SippScript.callee;
import static io.patchbay.testbeds.sipp.SippScript.caller;
import static io.patchbay.testbeds.sipp.SippScript.sdp;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.sipp.Sipp;
import io.patchbay.testbeds.sipp.SippRun;
import io.patchbay.testbeds.sipp.SippScript;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SIPp does within calls that it has placed, or taken. */
@Tag("real-peer")
@ExtendWith(SharedTestbed.class)
class DialogScenariosTest {
    private static final String ANY = "c=IN IP[media_ip_type] [media_ip]";
    private static final String PCMU = "m=audio [media_port] RTP/AVP 0";

    @BeforeAll
    static void needsSipp() {
        assumeTrue(Sipp.whyNot().isEmpty(), Sipp::whyNot);
    }

    private static void dials(Testbed testbed, SippScript script) {
        dials(testbed, script, testbed.room());
    }

    private static void dials(Testbed testbed, SippScript script, String user) {
        testbed.sipp()
                .run(SippRun.of(script, testbed.appliance().sip())
                        .to(user)
                        .lenient()
                        .calls(1, 10, ofSeconds(12)))
                .assertAllSuccessful();
    }

    private static void isCalled(Testbed testbed, SippScript script) {
        try (Callee callee = Callee.called(testbed, script)) {
            callee.awaitSuccess();
        }
    }

    // --- offers within calls that SIPp placed

    @Test
    void reinviteWithUnchangedVersionIsAnswered(Testbed testbed) {
        dials(
                testbed,
                caller("unchanged_version")
                        .call(sdp(1, "sendrecv"))
                        .reinvite(sdp(1, "sendrecv"), body("m=audio [1-9].*a=sendrecv"))
                        .hangUp());
    }

    @ParameterizedTest
    @CsvSource({"sendonly, recvonly", "inactive, inactive"})
    void heldByTheirDirectionAndResumed(String theirs, String ours, Testbed testbed) {
        dials(
                testbed,
                caller("held_by_" + theirs)
                        .call(sdp(1, "sendrecv"))
                        .reinvite(sdp(2, theirs), body("a=" + ours))
                        .reinvite(sdp(3, "sendrecv"), body("a=sendrecv"))
                        .hangUp());
    }

    @Test
    void heldByTheAddressZeroAndResumed(Testbed testbed) {
        dials(
                testbed,
                caller("held_by_zero")
                        .call(sdp(1, "sendrecv"))
                        .reinvite(sdp(2, "c=IN IP4 0.0.0.0", PCMU), body("a=(recvonly|inactive)"))
                        .reinvite(sdp(3, "sendrecv"), body("a=sendrecv"))
                        .hangUp());
    }

    @Test
    void codecAndAddressChangeByReinvite(Testbed testbed) {
        dials(
                testbed,
                caller("codec_and_address")
                        .call(sdp(1, "sendrecv"), "Supported: timer")
                        .reinvite(
                                sdp(2, "c=IN IP4 127.0.0.1", "m=audio 40404 RTP/AVP 8"),
                                body("m=audio [1-9][0-9]* RTP/AVP 8"))
                        .reinvite(sdp(3, "c=IN IP4 127.0.0.2", "m=audio 40406 RTP/AVP 8 0"), body("m=audio [1-9]"))
                        .hangUp());
    }

    @Test
    void addedVideoIsDeclinedAndTakenOutAgain(Testbed testbed) {
        dials(
                testbed,
                caller("added_video")
                        .call(sdp(1, "sendrecv"))
                        .reinvite(
                                sdp(2, ANY, PCMU, "m=video 40500 RTP/AVP 97", "a=rtpmap:97 VP9/90000"),
                                body("m=audio [1-9].*m=video 0 "))
                        .reinvite(sdp(3, ANY, PCMU, "m=video 0 RTP/AVP 97"), body("m=audio [1-9].*m=video 0 "))
                        .hangUp());
    }

    @Test
    void offerWithoutAudioIsRefusedAndTheCallGoesOn(Testbed testbed) {
        dials(
                testbed,
                caller("audio_removed")
                        .call(sdp(1, "sendrecv"))
                        .invite(sdp(2, ANY, "m=audio 0 RTP/AVP 0"))
                        .mayCome(100)
                        .expect(488)
                        .ackOfRefusal()
                        .reinvite(sdp(3, "sendrecv"), body("m=audio [1-9]"))
                        .hangUp());
    }

    @Test
    void faxIsRefusedAndTheAudioStays(Testbed testbed) {
        dials(
                testbed,
                caller("t38")
                        .call(sdp(1, "sendrecv"))
                        .invite(sdp(2, ANY, "m=image 40600 udptl t38", "a=T38FaxVersion:0"))
                        .mayCome(100)
                        .expect(488, header("Reason", "audio"))
                        .ackOfRefusal()
                        .reinvite(sdp(3, "sendrecv"), body("m=audio [1-9].*a=sendrecv"))
                        .hangUp());
    }

    @Test
    void reinviteWithoutOfferGetsOurs(Testbed testbed) {
        dials(
                testbed,
                caller("reinvite_without_offer")
                        .call(sdp(1, "sendrecv"))
                        .invite("")
                        .mayCome(100)
                        .expect(200, body("m=audio [1-9]"))
                        .ack(sdp(2, "sendrecv"))
                        .hangUp());
    }

    @ParameterizedTest
    @CsvSource({"INVITE", "UPDATE"})
    void sessionIsRefreshedByTheCaller(String method, Testbed testbed) {
        SippScript script = caller("refresh_by_" + method)
                .call(sdp(1, "sendrecv"), "Supported: timer", "Session-Expires: 90;refresher=uac");
        if (method.equals("INVITE")) {
            script.invite(sdp(1, "sendrecv"), "Supported: timer", "Session-Expires: 90;refresher=uac")
                    .mayCome(100)
                    .expect(200, header("Session-Expires", "90;refresher=uac"))
                    .ack();
        } else {
            script.request("UPDATE", "", "Supported: timer", "Session-Expires: 90;refresher=uac")
                    .expect(200, header("Session-Expires", "90;refresher=uac"));
        }
        dials(testbed, script.hangUp());
    }

    // --- setting up, as SIPp calls

    @Test
    void earlyMediaIsSentReliablyBeforeTheAnswer(Testbed testbed) {
        dials(
                testbed,
                caller("early_media")
                        .invite(sdp(1, "sendrecv"), "Supported: 100rel")
                        .mayCome(100)
                        .expect(
                                183,
                                header("RSeq", "[0-9]+").keptAs("rseq"),
                                header("Require", "100rel"),
                                body("m=audio [1-9]"))
                        .request("PRACK", "", "RAck: [$rseq] 1 INVITE")
                        .expect(200)
                        .expect(200)
                        .ack()
                        .hangUp(),
                "early-" + testbed.room());
    }

    @Test
    void earlyMediaIsARingingToneAndNothingOfTheRoom(Testbed testbed) {
        String room = "early-" + testbed.room();
        try (Phone bob = testbed.phone(PhoneSettings.named("bob").playing(Tone.of(710)));
                Phone alice = testbed.phone(PhoneSettings.named("alice"))) {
            PhoneCall there = bob.dial(room).awaitAnswered(Testbed.ANSWER);
            PhoneCall call = alice.dial(room).awaitRinging(ofSeconds(2));
            call.audio()
                    .awaitHeard(
                            s -> s.hears(425) && !s.hears(710), "a ringing tone alone", ofMillis(500), ofSeconds(3));
            assertThat(call.statuses()).contains(183).doesNotContain(180, 200);
            call.awaitAnswered(ofSeconds(5));
            call.audio().awaitHeard(s -> s.hears(710) && !s.hears(425), "bob", ofSeconds(1), ofSeconds(5));
            call.hangUp();
            there.hangUp();
        }
    }

    @Test
    void earlyMediaIsCancelled(Testbed testbed) {
        dials(
                testbed,
                caller("early_media_cancelled")
                        .invite(sdp(1, "sendrecv"))
                        .mayCome(100)
                        .expect(183, body("m=audio [1-9]"))
                        .cancel("Reason: Q.850;cause=16;text=\"no patience\"")
                        .expect(200)
                        .expect(487, header("Reason", "no patience"))
                        .ackOfRefusal(),
                "early-" + testbed.room());
    }

    @Test
    void reasonOfTheTelephoneNetworkIsInTheRecord(Testbed testbed) {
        String room = testbed.room();
        dials(
                testbed,
                caller("q850").call(sdp(1, "sendrecv")).hangUp("Reason: Q.850;cause=27;text=\"out of order\""),
                room);
        Awaitility.await().atMost(ofSeconds(5)).untilAsserted(() -> assertThat(testbed.appliance()
                        .api("GET", "/api/v1/calls/records", "")
                        .body())
                .contains("the far end hung up: out of order (Q.850 cause 27)"));
    }

    @Test
    void cancelAfterTheAnswerChangesNothing(Testbed testbed) {
        dials(
                testbed,
                caller("late_cancel")
                        .invite(sdp(1, "sendrecv"))
                        .mayCome(100)
                        .mayCome(180)
                        .expect(200)
                        .cancel()
                        .expect(200)
                        .ack()
                        .reinvite(sdp(2, "sendrecv"), body("m=audio [1-9]"))
                        .hangUp());
    }

    @Test
    void numberWithoutDigitsIsIncomplete(Testbed testbed) {
        dials(
                testbed,
                caller("overlap")
                        .invite(sdp(1, "sendrecv"))
                        .mayCome(100)
                        .expect(484, header("Reason", "no room is named"))
                        .ackOfRefusal(),
                "");
    }

    @Test
    void referWithoutSubscriptionGetsNoNotify(Testbed testbed) {
        dials(
                testbed,
                caller("norefersub")
                        .call(sdp(1, "sendrecv"))
                        .request(
                                "REFER",
                                "",
                                "Refer-To: <sip:nobody@[remote_ip]>",
                                "Refer-Sub: false",
                                "Supported: norefersub")
                        .expect(403)
                        .hangUp());
    }

    @Test
    void referOutsideACallIsRefused(Testbed testbed) {
        dials(
                testbed,
                caller("refer_outside")
                        .request("REFER", "", "Refer-To: <sip:bob@[remote_ip]>")
                        .expect(403, header("Reason", "within a call")));
    }

    // --- as SIPp is called

    @Test
    void calledPhoneIsAcknowledgedEachTimeItsAnswerComes(Testbed testbed) {
        isCalled(
                testbed,
                callee("answer_repeated")
                        .respond(180, "Ringing", "")
                        .respond(200, "OK", sdp(1, "sendrecv"))
                        .expectRequest("ACK")
                        .hangUp());
    }

    @Test
    void earlyMediaOfACalledPhoneIsTakenReliably(Testbed testbed) {
        isCalled(
                testbed,
                callee("early_media_out", header("Supported", "100rel"))
                        .respond(183, "Session Progress", sdp(1, "sendrecv"), "Require: 100rel", "RSeq: 7")
                        .expectRequest("PRACK", header("RAck", "7 1 INVITE"))
                        .respondWithin(200, "OK", ""));
    }

    @Test
    void calledPhoneIsCancelledWithAReason(Testbed testbed) {
        try (Callee callee = Callee.called(
                testbed,
                callee("cancelled")
                        .respond(180, "Ringing", "")
                        .expectRequest("CANCEL", header("Reason", "SIP *; *cause=487"), header("CSeq", "1 CANCEL"))
                        .respondWithin(200, "OK", ""))) {
            callee.hangUp();
            callee.awaitSuccess();
        }
    }

    @Test
    void calledPhoneIsPressedKeysByInfo(Testbed testbed) {
        try (Callee callee = Callee.called(
                testbed,
                callee("keys")
                        .respond(200, "OK", sdp(1, "sendrecv"))
                        .expectRequest("ACK")
                        .expectRequest("INFO", header("Content-Type", "application/dtmf-relay"), body("Signal=4"))
                        .respondWithin(200, "OK", "")
                        .expectRequest("INFO", header("Content-Type", "application/dtmf-relay"), body("Signal=#"))
                        .respondWithin(200, "OK", "")
                        .hangUp())) {
            callee.press("4#");
            callee.awaitSuccess();
        }
    }

    @Test
    void answersOfCalledPhonesSessionTimerAreObeyed(Testbed testbed) {
        isCalled(
                testbed,
                callee("too_brief", header("Session-Expires", "1800"))
                        .respond(422, "Session Interval Too Small", "", "Min-SE: 3600")
                        .expectRequest("ACK")
                        .expectRequest("INVITE", header("Session-Expires", "3600"), header("Min-SE", "3600"))
                        .respond(486, "Busy Here", "")
                        .expectRequest("ACK"));
    }

    @Test
    void redirectionWithinTheHostIsFollowed(Testbed testbed) {
        isCalled(
                testbed,
                callee("moved")
                        .respond(302, "Moved Temporarily", "", "Contact: <sip:other@[local_ip]:[local_port]>")
                        .expectRequest("ACK")
                        .expectRequest("INVITE")
                        .respond(486, "Busy Here", "")
                        .expectRequest("ACK"));
    }

    @Test
    void calledPhoneHoldsAndResumes(Testbed testbed) {
        isCalled(
                testbed,
                callee("callee_holds")
                        .respond(200, "OK", sdp(1, "sendrecv"))
                        .expectRequest("ACK")
                        .reinvite(sdp(2, "sendonly"), body("a=recvonly"))
                        .reinvite(sdp(3, "sendrecv"), body("a=sendrecv"))
                        .hangUp("Reason: Q.850;cause=16"));
    }

    @Test
    void secondPhoneThatAnswersIsAcknowledgedAndLeft(Testbed testbed) {
        isCalled(
                testbed,
                callee("forked")
                        .respond(180, "Ringing", "")
                        .respond(200, "OK", sdp(1, "sendrecv"))
                        .respondAsAnother(200, "OK", sdp(1, "sendrecv"))
                        .mayComeRequest("ACK")
                        .mayComeRequest("ACK")
                        .expectRequest("BYE", header("To", "tag=.*other"), header("Reason", "elsewhere"))
                        .respondWithin(200, "OK", "")
                        .pause(300)
                        .hangUp());
    }

    @Test
    void answerThatCrossesCancelIsAcknowledgedAndEnded(Testbed testbed) {
        try (Callee callee = Callee.called(
                testbed,
                callee("crossed")
                        .respond(180, "Ringing", "")
                        .expectRequest("CANCEL")
                        .answerInSpiteOfCancel(sdp(1, "sendrecv"))
                        .expectRequest("ACK")
                        .expectRequest("BYE", header("Reason", "operator"))
                        .respondWithin(200, "OK", ""))) {
            callee.hangUp();
            callee.awaitSuccess();
        }
    }

    // --- our own offers: hold, glare, refusal

    private static CompletableFuture<Integer> hold(Testbed testbed, String callId) {
        return CompletableFuture.supplyAsync(() -> testbed.appliance()
                .api("POST", "/api/v1/calls/" + callId + "/hold", "")
                .status());
    }

    private static Duration since(long begun) {
        return ofNanos(System.nanoTime() - begun);
    }

    /** Whoever waits after 491 takes the other's offer meanwhile, and makes its own anew. */
    private static SippScript glare(SippScript script) {
        return script.expectRequestToAnswerLater("INVITE", body("a=sendonly"))
                .inviteOnce(sdp(2, "sendrecv"))
                .expect(491)
                .ackOfRefusal()
                .respondLater(491, "Request Pending")
                .expectRequest("ACK")
                .reinvite(sdp(3, "sendrecv"), body("a=sendonly"))
                .expectRequest("INVITE", body("a=sendonly"))
                .respondWithin(200, "OK", sdp(4, "recvonly"))
                .expectRequest("ACK")
                .pause(500)
                .hangUp();
    }

    @Test
    void glareIsSettledWhereTheyOwnTheCall(Testbed testbed) {
        String room = testbed.room();
        SippScript script = glare(caller("glare_theirs").call(sdp(1, "sendrecv")));
        SippRun run =
                SippRun.of(script, testbed.appliance().sip()).to(room).lenient().calls(1, 10, ofSeconds(12));
        try (Sipp.Running running = testbed.sipp().start(run)) {
            String callId = testbed.establishedIn(room);
            long begun = System.nanoTime();
            CompletableFuture<Integer> held = hold(testbed, callId);
            running.await().assertAllSuccessful();
            assertThat(since(begun)).isLessThan(ofSeconds(5)); // we wait 0 to 2 s
            assertThat(held).succeedsWithin(ofSeconds(1)).isEqualTo(200);
        }
    }

    @Test
    void glareIsSettledWhereWeOwnTheCall(Testbed testbed) {
        SippScript script =
                callee("glare_ours").respond(200, "OK", sdp(1, "sendrecv")).expectRequest("ACK");
        try (Callee callee = Callee.called(testbed, glare(script))) {
            testbed.awaitEstablished(callee.callId());
            long begun = System.nanoTime();
            CompletableFuture<Integer> held = hold(testbed, callee.callId());
            callee.awaitSuccess();
            assertThat(since(begun)).isGreaterThan(ofMillis(2_100)); // RFC 3261 §14.1
            assertThat(held).succeedsWithin(ofSeconds(1)).isEqualTo(200);
        }
    }

    @Test
    void holdThatThePhoneRefusesLeavesTheCallAsItWas(Testbed testbed) {
        SippScript script = callee("hold_refused")
                .respond(200, "OK", sdp(1, "sendrecv"))
                .expectRequest("ACK")
                .expectRequest("INVITE", body("a=sendonly"))
                .respondWithin(488, "Not Acceptable Here", "")
                .expectRequest("ACK")
                .reinvite(sdp(2, "sendrecv"), body("a=sendrecv"))
                .hangUp();
        try (Callee callee = Callee.called(testbed, script)) {
            testbed.awaitEstablished(callee.callId());
            CompletableFuture<Integer> held = hold(testbed, callee.callId());
            callee.awaitSuccess();
            assertThat(held).succeedsWithin(ofSeconds(1)).isEqualTo(409);
        }
    }

    // --- session timers that run: they take their time

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"UPDATE", "INVITE"})
    void sessionIsRefreshedByUsHalfway(String method, Testbed testbed) {
        String allow =
                method.equals("UPDATE") ? "Allow: INVITE, ACK, BYE, CANCEL, UPDATE" : "Allow: INVITE, ACK, BYE, CANCEL";
        SippScript script = callee("refreshed_by_us_" + method)
                .respond(200, "OK", sdp(1, "sendrecv"), "Session-Expires: 90;refresher=uac", "Require: timer", allow)
                .expectRequest("ACK")
                .expectRequest(method, header("Session-Expires", "90"))
                .respondWithin(
                        200,
                        "OK",
                        method.equals("INVITE") ? sdp(2, "sendrecv") : "",
                        "Session-Expires: 90;refresher=uac",
                        "Require: timer");
        if (method.equals("INVITE")) {
            script.expectRequest("ACK");
        }
        try (Callee callee = Callee.called(testbed, script.hangUp(), ofSeconds(75))) {
            callee.awaitSuccess();
        }
    }

    @Tag("long")
    @Test
    void sessionThatTheyDoNotRefreshIsEnded(Testbed testbed) {
        SippScript script = callee("not_refreshed")
                .respond(200, "OK", sdp(1, "sendrecv"), "Session-Expires: 90;refresher=uas", "Require: timer")
                .expectRequest("ACK")
                .expectRequest("BYE", header("Reason", "session refresh"))
                .respondWithin(200, "OK", "");
        try (Callee callee = Callee.called(testbed, script, ofSeconds(100))) {
            callee.awaitSuccess();
        }
    }
}
