package io.patchbay.media.sdp;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which of an offer's m-lines becomes the call's audio, or why none can. */
final class AudioChoice {
    private static final int NONE = -1;
    private static final int MAX_NAMED = 40;

    private final SessionDescription offer;
    private final AudioCapabilities ours;
    private final Protection protection;
    private int index = NONE;
    private OfferedAudio audio;
    private String refusal;

    AudioChoice(SessionDescription offer, AudioCapabilities ours, Protection protection) {
        this.offer = offer;
        this.ours = ours;
        this.protection = protection;
        List<MediaDescription> media = offer.media();
        for (int i = 0; i < media.size() && index == NONE; i++) {
            if (media.get(i).isAudio()) {
                consider(i, media.get(i));
            }
        }
        if (index == NONE && refusal == null) {
            refusal = withoutAudio();
        }
    }

    private void consider(int i, MediaDescription media) {
        String fault = faultOf(offer, media);
        if (fault == null) {
            fault = protection.faultOf(offer, media);
        }
        if (fault != null) {
            refuse(fault);
            return;
        }
        OfferedAudio offered = new OfferedAudio(media, ours, Map.of());
        if (offered.common().isEmpty()) {
            refuse("no codec in common: offered %s; here %s".formatted(offered.names(), ours.names()));
            return;
        }
        index = i;
        audio = offered;
    }

    /** What makes an audio m-line unusable whatever its codecs, or null. */
    static String faultOf(SessionDescription session, MediaDescription media) {
        if (media.port() == 0) {
            return "audio is switched off (port 0)";
        }
        if (TransportProfile.of(media).isEmpty()) {
            return "audio is offered over %s; here RTP/AVP, RTP/SAVP, UDP/TLS/RTP/SAVP and the same with F"
                    .formatted(printable(media.protocol()));
        }
        if (session.connectionOf(media).isEmpty()) {
            return "no address for audio: there is no c= line";
        }
        String host = session.connectionOf(media).get().address();
        if (!MediaAddress.isUsable(host)) {
            return "no address for audio: %s is none that a call can use".formatted(printable(host));
        }
        return null;
    }

    /** The first reason is kept. */
    private void refuse(String reason) {
        if (refusal == null) {
            refusal = reason;
        }
    }

    private String withoutAudio() {
        if (offer.media().isEmpty()) {
            return "no audio: there is no m= line";
        }
        String kinds = offer.media().stream()
                .map(MediaDescription::media)
                .distinct()
                .limit(4)
                .map(AudioChoice::printable)
                .collect(Collectors.joining(", "));
        return "no audio: offered " + kinds + " only";
    }

    private static String printable(String text) {
        String cut = text.length() > MAX_NAMED ? text.substring(0, MAX_NAMED) : text;
        return cut.replaceAll("[^\\x21-\\x7E]", "?");
    }

    boolean isMade() {
        return index != NONE;
    }

    /** Which m-line, from 0. */
    int index() {
        return index;
    }

    OfferedAudio audio() {
        return audio;
    }

    String refusal() {
        return refusal;
    }
}
