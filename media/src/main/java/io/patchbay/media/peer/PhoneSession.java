package io.patchbay.media.peer;

import io.patchbay.media.sdp.Direction;
import io.patchbay.media.sdp.LocalMedia;
import io.patchbay.media.sdp.LocalSecurity;
import io.patchbay.media.sdp.NegotiatedAudio;
import io.patchbay.media.sdp.Negotiation;
import io.patchbay.media.sdp.OfferAnswer;
import io.patchbay.media.sdp.RemoteIce;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

/** Offer and answer with one phone. What both agree on goes to its {@link PhoneMedia}. Belongs to the media loop. */
final class PhoneSession {
    private static final CompletionStage<Void> READY = CompletableFuture.completedStage(null);

    private final String name;
    private final PhoneMedia media;
    private final SipPeerConfig config;
    private final String host;
    private final int port;
    private final OfferAnswer offerAnswer;
    private Direction direction = Direction.SENDRECV;
    private volatile SignalingState state = SignalingState.STABLE;
    private Negotiation.Agreed pendingAnswer; // ours, to the offer at hand
    private String iceFragment; // of the phone's last offer; null where it does no ICE
    private boolean ice; // whether it was spoken of
    private String pendingOffer; // ours, not answered yet

    PhoneSession(SipPeerConfig config, int port, PhoneMedia media) {
        name = config.name();
        this.media = media;
        this.config = config;
        this.port = port;
        host = LocalCandidates.host(config.advertisedAddress());
        offerAnswer = new OfferAnswer(
                config.capabilities(),
                security(config),
                ThreadLocalRandom.current().nextLong(Long.MAX_VALUE));
    }

    private static LocalSecurity security(SipPeerConfig config) {
        return new LocalSecurity(config.srtp(), config.handshakes().map(PhoneHandshakes::fingerprint), config.webrtc());
    }

    private LocalMedia local(boolean withIce) {
        ice |= withIce;
        return new LocalMedia(host, port, port + 1, withIce ? Optional.of(media.ice()) : Optional.empty());
    }

    private Negotiation answerTo(io.patchbay.media.sdp.SessionDescription offer) {
        String fragment = OfferAnswer.remoteIce(offer)
                .filter(this::isIceFor)
                .map(RemoteIce::usernameFragment)
                .orElse(null);
        if (fragment != null && iceFragment != null && !fragment.equals(iceFragment)) {
            media.restartIce();
        }
        iceFragment = fragment == null ? iceFragment : fragment;
        return offerAnswer.answer(offer, local(fragment != null), direction);
    }

    private boolean isIceFor(RemoteIce theirs) {
        return switch (config.ice().mode()) {
            case FULL -> true;
            case LITE -> !theirs.lite();
            case OFF -> false;
        };
    }

    /** Any thread. */
    SignalingState state() {
        return state;
    }

    void setDirection(Direction direction) {
        requireOpen("setDirection");
        this.direction = direction;
    }

    /** Completes on the loop when the answer to {@code offer} can be made: ICE may have to ask servers first. */
    CompletionStage<Void> readyToAnswer(SessionDescription offer) {
        boolean withIce = offer.type() == SdpType.OFFER
                && offer.sdp().contains("ice-ufrag") // spares the others a second look
                && OfferAnswer.remoteIce(parse(offer)).filter(this::isIceFor).isPresent();
        return withIce ? media.gathered() : READY;
    }

    /** The same for an offer of ours. */
    CompletionStage<Void> readyToOffer() {
        return offersIce() ? media.gathered() : READY;
    }

    private boolean offersIce() {
        return config.ice().mode() != IceMode.OFF && (config.webrtc() || ice);
    }

    SessionDescription createOffer() {
        requireOpen("createOffer");
        if (state != SignalingState.STABLE && state != SignalingState.HAVE_LOCAL_OFFER) {
            throw wrongState("createOffer");
        }
        pendingOffer = offerAnswer.offer(local(offersIce()), direction).write();
        return SessionDescription.offer(pendingOffer);
    }

    SessionDescription createAnswer() {
        requireOpen("createAnswer");
        if (pendingAnswer == null) {
            throw wrongState("createAnswer");
        }
        return SessionDescription.answer(pendingAnswer.local().write());
    }

    void setLocalDescription(SessionDescription description) {
        requireOpen("setLocalDescription");
        switch (description.type()) {
            case OFFER -> {
                requireOurs(description, pendingOffer);
                become(SignalingState.HAVE_LOCAL_OFFER);
            }
            case PRANSWER -> answer(description, SignalingState.HAVE_LOCAL_PRANSWER);
            case ANSWER -> {
                answer(description, SignalingState.STABLE);
                pendingAnswer = null;
            }
            case ROLLBACK -> rollBack(SignalingState.HAVE_LOCAL_OFFER);
            default -> throw new IllegalStateException();
        }
    }

    void setRemoteDescription(SessionDescription description) {
        requireOpen("setRemoteDescription");
        switch (description.type()) {
            case OFFER -> {
                requireCanBecome(SignalingState.HAVE_REMOTE_OFFER);
                pendingAnswer = AudioNegotiation.require(answerTo(parse(description)));
                become(SignalingState.HAVE_REMOTE_OFFER);
            }
            case PRANSWER -> accept(description, SignalingState.HAVE_REMOTE_PRANSWER);
            case ANSWER -> {
                accept(description, SignalingState.STABLE);
                pendingOffer = null;
            }
            case ROLLBACK -> rollBack(SignalingState.HAVE_REMOTE_OFFER);
            default -> throw new IllegalStateException();
        }
    }

    /** Idempotent. */
    void close() {
        if (state != SignalingState.CLOSED) {
            become(SignalingState.CLOSED);
        }
    }

    private void answer(SessionDescription description, SignalingState next) {
        requireOurs(
                description,
                pendingAnswer == null ? null : pendingAnswer.local().write());
        NegotiatedAudio agreed = pendingAnswer.audio();
        become(next);
        media.negotiated(agreed, false);
    }

    private void accept(SessionDescription description, SignalingState next) {
        requireCanBecome(next);
        NegotiatedAudio agreed =
                AudioNegotiation.require(offerAnswer.accept(parse(description))).audio();
        become(next);
        media.negotiated(agreed, true);
    }

    private void rollBack(SignalingState from) {
        if (state != from) {
            throw wrongState("rollback");
        }
        pendingOffer = null;
        pendingAnswer = null;
        become(SignalingState.STABLE);
    }

    private static io.patchbay.media.sdp.SessionDescription parse(SessionDescription description) {
        return io.patchbay.media.sdp.SessionDescription.parse(description.sdp());
    }

    private void requireOurs(SessionDescription description, String ours) {
        if (!description.sdp().equals(ours)) {
            throw new IllegalArgumentException(name + ": a local " + description.type()
                    + " must be what createOffer or createAnswer gave last, unchanged");
        }
    }

    private void requireOpen(String doing) {
        if (state == SignalingState.CLOSED) {
            throw new PeerClosedException(name + ": " + doing + " after the peer was closed");
        }
    }

    private void requireCanBecome(SignalingState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("%s: offer/answer cannot go from %s to %s".formatted(name, state, next));
        }
    }

    private void become(SignalingState next) {
        requireCanBecome(next);
        state = next;
    }

    private IllegalStateException wrongState(String doing) {
        return new IllegalStateException("%s: %s makes no sense in %s".formatted(name, doing, state));
    }
}
