package io.patchbay.media.peer;

import io.patchbay.media.audio.AudioBridge;
import io.patchbay.media.audio.AudioLeg;
import io.patchbay.media.audio.DtmfListener;
import io.patchbay.media.audio.RoomStream;
import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.quality.CallQuality;
import io.patchbay.media.rtp.RtpSink;
import io.patchbay.media.sdp.Direction;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A phone's media: plain RTP (RTP/AVP, RTP/AVPF) on a pair of UDP ports, with symmetric RTP. Its state belongs to a media loop;
 * its methods may be called on any thread and stages complete on the executor given.
 *
 * <p>Incoming call: {@link #open}, {@code setRemoteDescription(offer)}, {@code createAnswer}, {@code setLocalDescription(answer)};
 * {@link #attach} whenever the room is ready, before or after the answer; {@link #close}.
 */
public final class SipPeer implements Peer {
    private static final CompletionStage<Void> NOTHING = CompletableFuture.completedStage(null);

    private final MediaLoop loop;
    private final Executor executor;
    private final PhoneSession session;
    private final PhoneMedia media;

    /**
     * Opens the ports.
     *
     * @param executor on which stages complete and {@code listener} runs
     * @throws NoFreePortException where all ports are in use
     */
    public static SipPeer open(
            MediaLoop loop, PortPool ports, SipPeerConfig config, PeerListener listener, Executor executor) {
        MediaPorts opened = ports.open(config.bindAddress());
        try {
            SipPeer peer = new SipPeer(loop, opened, config, listener, executor);
            loop.execute(peer.media::start);
            return peer;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private SipPeer(MediaLoop loop, MediaPorts ports, SipPeerConfig config, PeerListener listener, Executor executor) {
        this.loop = loop;
        this.executor = executor;
        media = new PhoneMedia(loop, ports, config, listener, executor);
        session = new PhoneSession(config, ports.port(), media);
    }

    /**
     * Makes a leg of {@code bridge} out of this phone. The leg lives as long as the peer, over all re-offers; attaching to another
     * bridge closes it.
     *
     * @param bridge of the same loop
     * @param toRoom takes the phone's Opus packets, on the loop
     * @return the leg, for use on the media loop; as soon as a codec is agreed on
     */
    public CompletionStage<AudioLeg> attach(
            AudioBridge bridge, RoomStream roomStream, RtpSink toRoom, DtmfListener dtmf) {
        CompletableFuture<AudioLeg> attached = new CompletableFuture<>();
        CompletionStage<Void> begun = onLoop(() -> {
            media.attach(new PhoneMedia.Attachment(bridge, roomStream, toRoom, dtmf, attached));
            return null;
        });
        begun.whenComplete((nothing, failure) -> {
            if (failure != null) {
                attached.completeExceptionally(failure);
            }
        });
        return attached;
    }

    /** What we do from the next description on, as far as the phone lets us: sendonly puts it on hold. Sendrecv at first. */
    public CompletionStage<Void> setDirection(Direction direction) {
        return onLoop(() -> {
            session.setDirection(direction);
            return null;
        });
    }

    @Override
    public CompletionStage<SessionDescription> createOffer() {
        return onLoop(session::readyToOffer, session::createOffer);
    }

    /** After {@code setRemoteDescription(offer)}: our answer to it. */
    @Override
    public CompletionStage<SessionDescription> createAnswer() {
        return onLoop(session::createAnswer);
    }

    /**
     * Takes the phone's offer, and sets and returns our answer to it: the three steps at one go, as each on its own waits for the
     * loop and for the executor again.
     */
    public CompletionStage<SessionDescription> answer(SessionDescription offer) {
        return onLoop(() -> session.readyToAnswer(offer), () -> {
            session.setRemoteDescription(offer);
            SessionDescription answer = session.createAnswer();
            session.setLocalDescription(answer);
            return answer;
        });
    }

    /** Makes an offer and sets it, likewise. */
    public CompletionStage<SessionDescription> offer() {
        return onLoop(session::readyToOffer, () -> {
            SessionDescription offer = session.createOffer();
            session.setLocalDescription(offer);
            return offer;
        });
    }

    /** Takes what {@link #createOffer} or {@link #createAnswer} gave, unchanged. An answer makes media flow. */
    @Override
    public CompletionStage<Void> setLocalDescription(SessionDescription description) {
        return onLoop(() -> {
            session.setLocalDescription(description);
            return null;
        });
    }

    /**
     * Takes the phone's description. An answer makes media flow. One that is refused changes nothing.
     *
     * <p>Fails with {@link io.patchbay.media.sdp.MalformedSdpException} where it cannot be read, with {@link
     * MediaRefusedException} where we cannot agree.
     */
    @Override
    public CompletionStage<Void> setRemoteDescription(SessionDescription description) {
        return onLoop(() -> session.readyToAnswer(description), () -> {
            session.setRemoteDescription(description);
            return null;
        });
    }

    @Override
    public SignalingState signalingState() {
        return session.state();
    }

    @Override
    public ConnectionState connectionState() {
        return media.state();
    }

    /** The even port that RTP comes to. */
    public int port() {
        return media.port();
    }

    /** What we send, as agreed last; empty before the first agreement. */
    public Optional<AudioCodec> codec() {
        return media.codec();
    }

    /** Which way audio flows, as agreed last, seen from here; empty before the first agreement. */
    public Optional<Direction> direction() {
        return media.direction();
    }

    public CompletionStage<PeerStats> statistics() {
        return onLoop(media::statistics);
    }

    /** How the call has sounded, what has not come by now being lost: to be asked for once, before {@link #close}. */
    public CompletionStage<CallQuality> lastQuality() {
        return onLoop(media::lastQuality);
    }

    /** Says BYE in RTCP, closes the leg and gives the ports back. Closing twice is allowed. */
    @Override
    public void close() {
        if (loop.isOwner()) {
            closeNow();
            return;
        }
        try {
            loop.execute(this::closeNow);
        } catch (RejectedExecutionException e) {
            media.abandon(); // the loop has ended, and with it its channels
        }
    }

    private void closeNow() {
        session.close();
        media.close();
    }

    /** Runs {@code task} on the loop and completes on the executor. */
    private <T> CompletionStage<T> onLoop(Callable<T> task) {
        return onLoop(() -> NOTHING, task);
    }

    /** Waits for what {@code ready} gives on the loop, which completes there, before it runs {@code task}. */
    private <T> CompletionStage<T> onLoop(Callable<CompletionStage<Void>> ready, Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                try {
                    ready.call().whenComplete((nothing, never) -> run(task, result));
                } catch (Exception | Error e) {
                    deliver(() -> result.completeExceptionally(e));
                }
            });
        } catch (RejectedExecutionException e) {
            deliver(() -> result.completeExceptionally(e));
        }
        return result;
    }

    private <T> void run(Callable<T> task, CompletableFuture<T> result) {
        try {
            T value = task.call();
            deliver(() -> result.complete(value));
        } catch (Exception | Error e) {
            deliver(() -> result.completeExceptionally(e));
        }
    }

    private void deliver(Runnable completion) {
        try {
            executor.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run(); // the call has ended; whoever still waits is told
        }
    }
}
