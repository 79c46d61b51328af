package io.patchbay.media.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Our side of offer/answer for one call's audio (RFC 3264): answers offers, makes them, and takes answers. It keeps what a
 * later offer must not change: the order of m-lines, payload numbers, the origin. What is refused leaves no trace. Belongs to
 * one thread.
 */
public final class OfferAnswer {
    private final AudioCapabilities ours;
    private final String sessionId;
    private final PayloadNumbers numbers = new PayloadNumbers();
    private final Protection protection;

    private SessionDescription last; // of ours that went out, null before the first
    private int audioIndex; // of the audio m-line in it
    private AudioLines offered; // what our offer, not answered yet, says of audio, else null
    private LocalIce iceOffered; // in it; null for none
    private AudioFormat current; // what we send, null before agreement
    private boolean muxed; // what was agreed on RTCP
    private boolean ice; // what was agreed on it
    private final boolean webrtc;

    /**
     * @param security how packets can be protected
     * @param sessionId of the origin: random, 0 to 2^63-1 (RFC 8866 §5.2)
     */
    public OfferAnswer(AudioCapabilities ours, LocalSecurity security, long sessionId) {
        if (sessionId < 0) {
            throw new IllegalArgumentException("a session id is not negative: " + sessionId);
        }
        this.ours = ours;
        this.webrtc = security.webrtc();
        this.protection = new Protection(security);
        this.sessionId = Long.toString(sessionId);
    }

    /**
     * Answers an offer, the first or a later one.
     *
     * @param willing what we would do if they let us: {@link Direction#SENDRECV}, unless we hold the call
     */
    public Negotiation answer(SessionDescription offer, LocalMedia local, Direction willing) {
        AudioChoice choice = new AudioChoice(offer, ours, protection);
        if (!choice.isMade()) {
            return new Negotiation.Refused(choice.refusal());
        }
        OfferedAudio audio = choice.audio();
        RemoteAudio remote = new RemoteAudio(offer, audio.media());
        boolean mux = remote.offersRtcpMux();
        int payloadType = audio.common().keySet().iterator().next();
        AudioFormat format = audio.common().get(payloadType);
        Optional<RemoteIce> theirIce = mux ? remote.ice().filter(theirs -> worksWith(local, theirs)) : Optional.empty();
        boolean iceToo = theirIce.isPresent();
        List<Attribute> transport = new ArrayList<>(protection.answer(offer, audio.media()));
        if (iceToo) {
            transport.addAll(IceLines.lines(local, local.ice().get()));
        }
        if (remote.wantsVoipMetrics()) {
            transport.add(VoipMetricsLine.LINE);
        }
        AudioLines lines = new AudioLines(
                audio.media().protocol(),
                local,
                audio.common(),
                audio.comfortNoise(),
                audio.events(),
                PacketTime.toSend(audio.media(), format, ours.packetMillis()),
                remote.direction().reversed().and(willing), // RFC 3264 §6.1
                mux,
                audio.media().attribute("mid"),
                transport);
        List<MediaDescription> media = IntStream.range(0, offer.media().size())
                .mapToObj(i -> i == choice.index()
                        ? lines.describe()
                        : AudioLines.declined(offer.media().get(i)))
                .toList();
        send(media, choice.index(), local, sessionLines(local, iceToo, bundle(offer, audio.media())));
        offered = null;
        return agree(lines, audio, remote, mux, theirIce);
    }

    /**
     * Makes an offer, the first or a later one. One that nobody answers may be followed by another.
     *
     * @param direction what we want to do
     */
    public SessionDescription offer(LocalMedia local, Direction direction) {
        Map<Integer, AudioFormat> codecs = numbers.codecs(ours, Optional.ofNullable(current));
        boolean iceToo = local.ice().isPresent() && (current == null ? webrtc : ice);
        List<Attribute> transport = new ArrayList<>(protection.offer());
        if (iceToo) {
            transport.addAll(IceLines.lines(local, local.ice().get()));
        }
        transport.add(VoipMetricsLine.LINE);
        AudioLines lines = new AudioLines(
                last == null
                        ? protection.firstProfile().protocol()
                        : last.media().get(audioIndex).protocol(),
                local,
                codecs,
                ComfortNoise.fits(codecs.values()),
                numbers.events(ours, codecs),
                ours.packetMillis(),
                direction,
                current == null || muxed,
                last == null ? Optional.empty() : last.media().get(audioIndex).attribute("mid"),
                transport);
        List<MediaDescription> before = last == null ? List.of() : last.media();
        List<MediaDescription> media = before.isEmpty()
                ? List.of(lines.describe())
                : IntStream.range(0, before.size())
                        .mapToObj(i -> i == audioIndex ? lines.describe() : before.get(i))
                        .toList();
        List<Attribute> grouped = last == null
                ? List.of()
                : last.attributes().stream()
                        .filter(line -> line.name().equals("group"))
                        .toList();
        send(media, audioIndex, local, sessionLines(local, iceToo, grouped));
        offered = lines;
        iceOffered = iceToo ? local.ice().get() : null;
        return last;
    }

    /**
     * Takes the answer to our last offer; may be repeated, as where a provisional and a final response both carry one.
     *
     * @throws IllegalStateException where we have made no offer since the last answer of ours
     */
    public Negotiation accept(SessionDescription answer) {
        if (offered == null) {
            throw new IllegalStateException("there is no offer of ours that an answer could belong to");
        }
        if (answer.media().size() <= audioIndex
                || !answer.media().get(audioIndex).isAudio()) {
            return new Negotiation.Refused("the answer has no audio where the offer has it");
        }
        MediaDescription media = answer.media().get(audioIndex);
        String fault = AudioChoice.faultOf(answer, media);
        if (fault != null) {
            return new Negotiation.Refused("the answer cannot be used: " + fault);
        }
        OfferedAudio audio =
                new OfferedAudio(media, ours, last.media().get(audioIndex).rtpMaps());
        audio.common().values().retainAll(offered.codecs().values());
        if (audio.common().isEmpty()) {
            return new Negotiation.Refused("the answer has no codec of the offer: answered %s; offered %s"
                    .formatted(audio.names(), ours.names()));
        }
        String unprotected = protection.accept(answer, media);
        if (unprotected != null) {
            return new Negotiation.Refused("the answer cannot be used: " + unprotected);
        }
        RemoteAudio remote = new RemoteAudio(answer, media);
        boolean mux = offered.rtcpMux() && remote.offersRtcpMux();
        return agree(
                offered,
                audio,
                remote,
                mux,
                mux && iceOffered != null ? remote.ice().filter(iceOffered::worksWith) : Optional.empty());
    }

    /** The last description of ours that went out. */
    public Optional<SessionDescription> local() {
        return Optional.ofNullable(last);
    }

    private Negotiation agree(
            AudioLines lines, OfferedAudio audio, RemoteAudio remote, boolean mux, Optional<RemoteIce> theirIce) {
        int payloadType = audio.common().keySet().iterator().next();
        current = audio.common().get(payloadType);
        muxed = mux;
        ice = theirIce.isPresent();
        numbers.keep(lines.codecs(), lines.events());
        Direction theirs = remote.direction();
        Map<Integer, Integer> receiveEvents = new LinkedHashMap<>();
        lines.events().forEach((clockRate, number) -> receiveEvents.put(number, clockRate));
        return new Negotiation.Agreed(
                last,
                new NegotiatedAudio(
                        current,
                        payloadType,
                        PacketTime.toSend(audio.media(), current, ours.packetMillis()),
                        lines.codecs(),
                        audio.events(),
                        receiveEvents,
                        remote.rtp(),
                        remote.rtcp(mux),
                        mux,
                        theirs.reversed().and(lines.direction()),
                        !theirs.receives(),
                        theirIce,
                        protection.agreed(),
                        current.equals(AudioFormat.OPUS)
                                ? OpusParameters.of(audio.fmtp(payloadType))
                                : OpusParameters.DEFAULT,
                        remote.wantsVoipMetrics()));
    }

    private static boolean worksWith(LocalMedia local, RemoteIce theirs) {
        return local.ice().filter(ours -> ours.worksWith(theirs)).isPresent();
    }

    private static List<Attribute> sessionLines(LocalMedia local, boolean ice, List<Attribute> more) {
        List<Attribute> lines = new ArrayList<>();
        if (ice) {
            lines.addAll(IceLines.session(local.ice().get()));
        }
        lines.addAll(more);
        return lines;
    }

    /** Of what was bundled, audio stays (RFC 9143 §7.3). */
    private static List<Attribute> bundle(SessionDescription offer, MediaDescription audio) {
        boolean bundled = offer.attribute("group")
                .filter(value -> value.startsWith("BUNDLE"))
                .isPresent();
        return audio.attribute("mid")
                .filter(mid -> bundled && !mid.isEmpty())
                .map(mid -> List.of(new Attribute("group", "BUNDLE " + mid)))
                .orElse(List.of());
    }

    /** The other end's ICE for its first audio; another username fragment than before asks for a restart (RFC 8445 §9). */
    public static Optional<RemoteIce> remoteIce(SessionDescription description) {
        return description.media().stream()
                .filter(MediaDescription::isAudio)
                .findFirst()
                .flatMap(media -> IceLines.remote(description, media));
    }

    /** Makes {@code media} our description; it has a new version where it says anything new (RFC 3264 §8). */
    private void send(List<MediaDescription> media, int audio, LocalMedia local, List<Attribute> lines) {
        ConnectionData connection = ConnectionData.of(local.host());
        boolean same = last != null
                && last.media().equals(media)
                && last.attributes().equals(lines)
                && last.connection().equals(Optional.of(connection));
        if (!same) {
            long version = last == null ? 1 : Long.parseLong(last.origin().version()) + 1;
            last = new SessionDescription(
                    new Origin("-", sessionId, Long.toString(version), connection.type(), connection.address()),
                    SessionDescription.NO_NAME,
                    Optional.of(connection),
                    List.of(),
                    Timing.PERMANENT,
                    lines,
                    media);
        }
        audioIndex = audio;
    }
}
