package io.patchbay.gateway.call;

import io.patchbay.gateway.route.Attempt;
import io.patchbay.gateway.store.CallRecord;
import io.patchbay.media.audio.DtmfListener;
import io.patchbay.media.peer.PeerListener;
import io.patchbay.media.sdp.Direction;
import io.patchbay.sip.Body;
import io.patchbay.sip.CallId;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.IncomingMessage;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.Reoffer;
import io.patchbay.sip.SipCall;
import io.patchbay.sip.SipCallListener;
import io.patchbay.sip.SipUri;
import io.patchbay.sip.Transfer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SIP dialog and the phone that it brings into a room. Every field belongs to {@link #loop()}: call from it, or post to it.
 * How a call comes about is told by its subclasses; from then on both directions are alike.
 */
abstract class Call implements SipCallListener {
    private static final Logger log = LoggerFactory.getLogger(Call.class);

    private final CallLoop loop;
    private final Calls calls;
    private final CallHistory history;
    private final MediaTrouble mediaTrouble = new MediaTrouble(this);
    private CallState state = CallState.TRYING;
    private final KeyTwins twins = new KeyTwins();
    private final OtherEnd otherEnd = new OtherEnd(this);
    private final CompletableFuture<EndReason> whenEnded = new CompletableFuture<>();
    private final PhoneChat chat;
    private PhoneLeg leg; // null until its ports are open
    private SessionChanges session; // of the leg

    Call(CallLoop loop, Calls calls, Clock clock) {
        this.loop = loop;
        this.calls = calls;
        this.history = new CallHistory(this, clock);
        this.chat = new PhoneChat(loop, () -> Optional.ofNullable(sip()).map(SipCall::messages));
        loop.onFault(fault -> hangUp(new EndReason.Failed("handling the call", String.valueOf(fault.getMessage()))));
    }

    final CallLoop loop() {
        return loop;
    }

    final CallId id() {
        return loop.callId();
    }

    /** The dialog; null while an outgoing call is not answered. */
    abstract SipCall sip();

    /** What identifies the call to people and records. */
    abstract CallParties parties();

    final CallState state() {
        return state;
    }

    final boolean hasEnded() {
        return state == CallState.ENDED;
    }

    final void become(CallState next) {
        loop.assertOwner();
        if (!state.canBecome(next)) {
            throw new IllegalStateException("call %s cannot go from %s to %s".formatted(id(), state, next));
        }
        log.debug("{} -> {}", state, next);
        state = next;
        boolean isAnswer = next == CallState.ANSWERED || next == CallState.ESTABLISHED;
        if (isAnswer && !history.isAnswered()) {
            history.answered();
            calls.save(this, history.record());
        }
    }

    /** Writes the call down: whatever becomes of it, there is a record. */
    final void begin() {
        calls.save(this, history.record());
    }

    /** These are the ports that it has now; a call that ended meanwhile closes them again. */
    final void legOpened(PhoneLeg opened) {
        if (hasEnded()) {
            opened.close(endReason().text());
        } else {
            if (leg != null) {
                session.close();
            }
            leg = opened;
            session = new SessionChanges(this, opened);
        }
    }

    final PhoneLeg leg() {
        return leg;
    }

    /**
     * Ends the call from our side, by whatever message fits; {@link #onEnded} follows.
     */
    final void hangUp(EndReason reason) {
        loop.assertOwner();
        if (hasEnded()) {
            return;
        }
        if (sip() == null) {
            onEnded(reason);
        } else {
            sip().hangUp(reason);
        }
    }

    @Override
    public final void onEnded(EndReason reason) {
        if (hasEnded()) {
            return; // the first reason wins
        }
        history.ended(reason);
        released();
        become(CallState.ENDED);
        log.info("call ended after {} s: {}{}", history.lasted().toSeconds(), reason.text(), history.story());
        CallRecord last = history.record();
        if (leg != null) {
            session.close();
            leg.lastQuality().thenAccept(quality -> calls.saveAgain(last.with(quality)));
            leg.close(reason.text());
        }
        calls.save(this, last);
        otherEnd.tellEnd(reason);
        whenEnded.complete(reason);
    }

    final OtherEnd otherEnd() {
        return otherEnd;
    }

    /** Null before the end. */
    final EndReason endReason() {
        return history.endReason();
    }

    /** Completes on the call's loop. */
    final CompletionStage<EndReason> whenEnded() {
        return whenEnded;
    }

    /** The header fields of the INVITE that go into the record. */
    List<HeaderField> keptHeaders() {
        return List.of();
    }

    /** The call has ended: what it held beside its media is given back here. */
    void released() {}

    /** Something was tried or considered for this call; kept for its record. */
    final void tried(Attempt attempt) {
        loop.assertOwner();
        log.debug("{}", attempt);
        history.tried(attempt);
    }

    @Override
    public void onReoffer(Reoffer offer) {
        if (leg == null) {
            offer.refuse(new Refusal(491, "Request Pending", "the call is still being set up"));
        } else {
            session.take(offer);
        }
    }

    @Override
    public final void onReofferPutOff() {
        session.putOff();
    }

    @Override
    public final void onReofferDue() {
        session.offer();
    }

    /**
     * Holds the phone, or takes it back.
     *
     * @param direction sendonly or inactive to hold it, sendrecv to take it back
     * @return fails where the phone would not have it: the call is as it was
     */
    final CompletionStage<Void> hold(Direction direction) {
        if (state != CallState.ESTABLISHED) {
            return CompletableFuture.failedFuture(new IllegalStateException("the call is not established"));
        }
        return session.change(direction);
    }

    /** Who holds the call, as the API says it. */
    final String held() {
        return session == null ? "none" : session.hold();
    }

    /** A key of the phone, by INFO. */
    @Override
    public final void onKey(char key, Duration held) {
        onKey(key, KeyTwins.Way.INFO);
    }

    private void onKey(char key, KeyTwins.Way way) {
        if (!twins.isTwin(key, way, System.nanoTime()) && !takes(key)) {
            log.debug("key {}", key);
            otherEnd.key(key, way);
        }
    }

    /** Whether the key is part of a secret, and has been taken for it. */
    boolean takes(char key) {
        return false;
    }

    /** Whether it waits at the door of its room, which it may not have to do with yet. */
    boolean isAtDoor() {
        return false;
    }

    /** From the phone, into the chat of its room. */
    @Override
    public final void onMessage(IncomingMessage message) {
        chat.take(message, leg);
    }

    @Override
    public final void onTransfer(Transfer transfer) {
        if (leg == null || isAtDoor()) {
            transfer.refuse(new Refusal(480, "Temporarily Unavailable", "the call is in no room yet"));
        } else {
            calls.transfers().take(this, leg.roomName(), transfer);
        }
    }

    /** Hands the far end on to {@code target}: it calls there itself, and this call ends once it has. */
    final void transfer(SipUri target) {
        if (sip() == null) {
            throw new IllegalStateException("call " + id() + " is not established");
        }
        log.info("transferring the call to {}", target);
        sip().transfer(target);
    }

    @Override
    public final void onTransferProgress(int status, String phrase) {
        if (status / 100 == 2) {
            hangUp(new EndReason.HungUp(Side.LOCAL, "transferred"));
        } else if (status >= 300) {
            log.info("the call was not transferred: {} {}", status, phrase);
        }
    }

    @Override
    public final void onReofferAnswered(Body answer) {
        session.answered(answer.text());
    }

    @Override
    public final void onReofferRefused(Refusal refusal) {
        session.refused(refusal);
    }

    /** Told of its phone's media. */
    final PeerListener mediaTrouble() {
        return mediaTrouble;
    }

    final boolean isAnswered() {
        return history.isAnswered();
    }

    /** The call as it is now, with its media's figures; on the call's loop. */
    final CompletionStage<CallView> view() {
        if (leg == null) {
            return CompletableFuture.completedFuture(history.view(null));
        }
        return leg.statistics().handle((media, failure) -> history.view(media));
    }

    /** The keys in its media, back on the loop. */
    final DtmfListener keys() {
        return key -> loop.execute(() -> onKey(key, KeyTwins.Way.MEDIA));
    }

    /** Brings the phone into its room; a call that its room ends is hung up. */
    final CompletionStage<Void> joinRoom(String displayName) {
        return leg.join(
                PhoneChat.sender(parties(), displayName),
                keys(),
                chat,
                reason -> hangUp(new EndReason.HungUp(Side.LOCAL, reason)));
    }

    /**
     * For the outcome of asynchronous steps: back on the loop, failures as the refusal that fits, and nothing at all when the call
     * has ended in the meantime.
     */
    final <T> BiConsumer<T, Throwable> onLoop(String doing, BiConsumer<T, Refusal> then) {
        return (result, failure) -> loop.execute(() -> {
            if (hasEnded()) {
                return;
            }
            then.accept(result, failure == null ? null : Refusals.of(doing, failure));
        });
    }

    /** Where it is, or is to be; empty where that is not known yet. */
    String roomName() {
        return leg == null ? "" : leg.roomName().value();
    }
}
