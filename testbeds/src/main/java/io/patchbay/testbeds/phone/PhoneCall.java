package io.patchbay.testbeds.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One call of a phone. Its state belongs to the SIP thread; the public methods may be called from any other thread and
 * wait where their names say so.
 */
public final class PhoneCall {
    private static final Duration PATIENCE = Duration.ofSeconds(35); // a transaction's 32 s and some

    private final Phone phone;
    private final String callId;
    private final Dialog dialog;
    private final String localTag;
    private final String ownSdp;
    private final PhoneAudio audio;
    private final LocalDescription description;
    private final CallProgress progress;
    private volatile SipMessage refusal;
    private volatile String theirSdp = "";
    private boolean triedPassword;
    private ClientTransaction invite;
    private SipMessage invitation; // of an incoming call
    private InetSocketAddress source;
    private ScheduledFuture<?> answerRetransmission;

    private PhoneCall(Phone phone, Dialog dialog, String callId, String localTag, String ownSdp) {
        this.phone = phone;
        this.dialog = dialog;
        this.callId = callId;
        this.localTag = localTag;
        this.ownSdp = ownSdp;
        this.progress = new CallProgress(phone, callId);
        this.audio = new PhoneAudio(phone.phones(), phone.settings());
        this.description = new LocalDescription(phone.settings(), audio);
    }

    static PhoneCall outgoing(Phone phone, String uri, String sdp) {
        String callId = UUID.randomUUID().toString();
        String tag = Phone.shortId();
        return new PhoneCall(phone, Dialog.toward(phone, callId, uri, tag), callId, tag, sdp);
    }

    static PhoneCall incoming(Phone phone, SipMessage invitation, InetSocketAddress source) {
        String tag = Phone.shortId();
        PhoneCall call = new PhoneCall(phone, Dialog.of(phone, invitation, tag), invitation.callId(), tag, "");
        call.invitation = invitation;
        call.theirSdp = invitation.body();
        call.source = source;
        return call;
    }

    public String callId() {
        return callId;
    }

    /** Statuses of the INVITE's responses in order, retransmissions left out; 100 among them. */
    public List<Integer> statuses() {
        return progress.statuses();
    }

    /** How many times the 2xx came again. */
    public int repeatedAnswers() {
        return progress.repeatedAnswers();
    }

    /** The response that refused the call. */
    public Optional<SipMessage> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** What an incoming call's INVITE asked for. */
    public String requestUri() {
        return invitation.uri();
    }

    /** The first description of the far side, as it came: its offer or its answer. */
    public String theirSdp() {
        return theirSdp;
    }

    public PhoneAudio audio() {
        return audio;
    }

    public PhoneCall awaitRinging(Duration deadline) {
        progress.awaitRinging(deadline);
        return this;
    }

    /** Waits for a session before the answer. */
    public PhoneCall awaitEarlyMedia(Duration deadline) {
        progress.awaitEarlyMedia(deadline);
        return this;
    }

    /** @throws AssertionError where the call is not answered in time */
    public PhoneCall awaitAnswered(Duration deadline) {
        progress.awaitAnswered(deadline);
        return this;
    }

    /** Waits until our 2xx was acknowledged. */
    public PhoneCall awaitAcknowledged(Duration deadline) {
        progress.awaitAcknowledged(deadline);
        return this;
    }

    /** Waits for the end and returns how it came: {@code BYE from the far side} and the like. */
    public String awaitEnded(Duration deadline) {
        return progress.awaitEnded(deadline);
    }

    public boolean isEnded() {
        return progress.hasEnded();
    }

    /** Hangs up, waits, and returns the BYE's final status. */
    public int hangUp() {
        int status = requestWithin("BYE").status();
        phone.onSipThread(() -> end("we hung up"));
        return status;
    }

    /** Sends CANCEL for the INVITE, waits, and returns CANCEL's final status. */
    public int cancel() {
        CompletableFuture<SipMessage> answer = new CompletableFuture<>();
        phone.onSipThread(() -> phone.startCancel(Dialog.cancel(invite.request()), invite, answer::complete));
        return await(answer).status();
    }

    /** Offers again, in this direction, and waits. Returns the final response, after its ACK. */
    public SipMessage reinvite(String direction) {
        CompletableFuture<SipMessage> answer = new CompletableFuture<>();
        phone.onSipThread(() -> {
            SipMessage request = invitation(description.offer(direction));
            phone.start(request, dialog.nextHop(), response -> {
                if (response.status() >= 200) {
                    acknowledge(response, request);
                    if (response.status() < 300) {
                        apply(response.body(), direction);
                    }
                    answer.complete(response);
                }
            });
        });
        return await(answer);
    }

    /** Sends the INVITE once more, as if its answer had been lost. */
    public void resendInvite() {
        phone.onSipThread(() -> invite.resend());
    }

    /** Sends the ACK that the settings held back. */
    public void acknowledgeNow() {
        phone.onSipThread(() -> phone.sendAlone(dialog.ack(invite.request()), dialog.nextHop()));
    }

    /** Sends a request without a body within the call, waits, and returns its final response. */
    public SipMessage requestWithin(String method) {
        CompletableFuture<SipMessage> answer = new CompletableFuture<>();
        phone.onSipThread(() -> phone.start(dialog.request(method), dialog.nextHop(), response -> {
            if (response.status() >= 200) {
                answer.complete(response);
            }
        }));
        return await(answer);
    }

    private static SipMessage await(CompletableFuture<SipMessage> answer) {
        return answer.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Answers an incoming call. */
    public void answer() {
        phone.onSipThread(() -> {
            SipMessage ok = acceptance(invitation);
            sendAnswer(ok, 500);
            progress.isAnswered();
        });
    }

    /** Sends and takes media before it answers: 183 with the session of its later answer. */
    public void speakEarly() {
        phone.onSipThread(() -> {
            SessionDescription offer = SessionDescription.parse(invitation.body());
            SipMessage early = SipMessage.response(invitation, 183, "Session Progress", localTag)
                    .add("Contact", "<" + phone.contact() + ">")
                    .body("application/sdp", description.answer(offer));
            audio.apply(description.agreed(offer), offer.receives());
            phone.respond(invitation, early, source);
        });
    }

    /** Refuses an incoming call. */
    public void reject(int status, String phrase) {
        phone.onSipThread(() -> {
            phone.respond(invitation, SipMessage.response(invitation, status, phrase, localTag), source);
            end("we refused");
        });
    }

    // --- below: on the SIP thread ---

    void invite() {
        phone.add(this);
        invite = phone.start(invitation(offer()), phone.server(), this::inviteAnswered);
    }

    private String offer() {
        return ownSdp.isEmpty() ? description.offer("sendrecv") : ownSdp;
    }

    private SipMessage invitation(String sdp) {
        return dialog.request("INVITE")
                .add("Contact", "<" + phone.contact() + ">")
                .add("Allow", "INVITE, ACK, BYE, CANCEL, OPTIONS")
                .body("application/sdp", sdp);
    }

    private void inviteAgain(SipMessage challenge) {
        triedPassword = true;
        SipMessage request = invitation(offer())
                .add(
                        challenge.status() == 401 ? "Authorization" : "Proxy-Authorization",
                        phone.authorization(challenge, "INVITE", dialog.remoteTarget()));
        invite = phone.start(request, phone.server(), this::inviteAnswered);
    }

    private void inviteAnswered(SipMessage response) {
        int status = response.status();
        boolean again = status >= 200 && (progress.wasAnswered() || progress.hasEnded());
        if (!again) {
            progress.status(status);
        }
        if (status >= 300) {
            acknowledge(response, invite.request());
            boolean challenged = status == 401 || status == 407;
            if (challenged && !triedPassword && !phone.settings().password().isEmpty()) {
                inviteAgain(response);
            } else if (!again) {
                refusal = response;
                end("refused with " + response.startLine());
            }
        } else if (status >= 200) {
            confirm(response, again);
        } else if (status >= 180) {
            if (!response.body().isEmpty()) {
                apply(response.body(), "sendrecv");
                progress.speaksEarly();
            }
            progress.rings();
        }
    }

    private void confirm(SipMessage response, boolean again) {
        if (again) {
            progress.isAnsweredAgain();
        } else {
            dialog.establish(response);
            theirSdp = response.body();
        }
        if (phone.settings().acknowledging()) {
            acknowledge(response, invite.request());
        }
        if (!again) {
            if (ownSdp.isEmpty()) {
                apply(response.body(), "sendrecv");
            }
            progress.isAnswered();
        }
    }

    private void apply(String sdp, String direction) {
        boolean sends = direction.equals("sendrecv") || direction.equals("sendonly");
        audio.apply(SessionDescription.parse(sdp), sends);
    }

    private void acknowledge(SipMessage response, SipMessage request) {
        if (response.status() < 300) {
            phone.sendAlone(dialog.ack(request), dialog.nextHop());
        } else {
            phone.sendAlone(Dialog.ackRefusal(request, response), phone.server());
        }
    }

    void ring() {
        phone.respond(invitation, SipMessage.response(invitation, 180, "Ringing", localTag), source);
        progress.rings();
        if (phone.settings().answering()) {
            answer();
        }
    }

    /** 200 with the answer to a request's offer, by which the audio goes from here on. */
    private SipMessage acceptance(SipMessage request) {
        SessionDescription offer = SessionDescription.parse(request.body());
        SipMessage ok = SipMessage.response(request, 200, "OK", localTag)
                .add("Contact", "<" + phone.contact() + ">")
                .add("Allow", "INVITE, ACK, BYE, CANCEL, OPTIONS")
                .body("application/sdp", description.answer(offer));
        audio.apply(description.agreed(offer), offer.receives());
        return ok;
    }

    private void sendAnswer(SipMessage ok, long interval) {
        phone.respond(invitation, ok, source);
        // RFC 3261 §13.3.1.4: a 2xx is sent again until its ACK comes, over TCP too
        answerRetransmission = phone.phones()
                .sipThread()
                .schedule(() -> sendAnswer(ok, Math.min(2 * interval, 4_000)), interval, TimeUnit.MILLISECONDS);
    }

    void received(SipMessage request, InetSocketAddress from) {
        switch (request.method()) {
            case "ACK" -> {
                stopAnswering();
                progress.isAcknowledged();
            }
            case "INVITE" -> phone.respond(request, acceptance(request), from);
            case "BYE" -> {
                phone.respond(request, SipMessage.response(request, 200, "OK", localTag), from);
                end("BYE from the far side"
                        + request.find("Reason").map(reason -> ": " + reason).orElse(""));
            }
            case "CANCEL" -> {
                phone.respond(request, SipMessage.response(request, 200, "OK", localTag), from);
                if (!progress.wasAnswered()) {
                    SipMessage terminated = SipMessage.response(invitation, 487, "Request Terminated", localTag);
                    phone.respond(invitation, terminated, source);
                    end("CANCEL from the far side");
                }
            }
            default -> phone.respond(request, SipMessage.response(request, 200, "OK", localTag), from);
        }
    }

    private void stopAnswering() {
        if (answerRetransmission != null) {
            answerRetransmission.cancel(false);
        }
    }

    private void end(String how) {
        stopAnswering();
        if (progress.ends(how)) {
            audio.close();
        }
    }

    void switchedOff() {
        end("the phone was switched off");
    }
}
