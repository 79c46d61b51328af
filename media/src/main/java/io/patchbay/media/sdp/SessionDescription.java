package io.patchbay.media.sdp;

import java.util.List;
import java.util.Optional;

/** A session description (RFC 8866). Lines that offers and answers have no use for (i=, u=, e=, p=, r=, z=, k=) are not kept. */
public record SessionDescription(
        Origin origin,
        String name,
        Optional<ConnectionData> connection,
        List<Bandwidth> bandwidths,
        Timing timing,
        List<Attribute> attributes,
        List<MediaDescription> media) {

    /** The name of a session that has none (RFC 8866 §5.3). */
    public static final String NO_NAME = "-";

    public SessionDescription {
        SdpText.line("session name", name);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an SDP session name is not empty: \"-\" stands for none");
        }
        bandwidths = List.copyOf(bandwidths);
        attributes = List.copyOf(attributes);
        media = List.copyOf(media);
    }

    /**
     * Reads what phones send: LF or CRLF, lines missing, unknown or out of order, white space anywhere.
     *
     * @throws MalformedSdpException for what cannot be read, naming the line
     */
    public static SessionDescription parse(String sdp) {
        try {
            return new SdpParser(sdp).parse();
        } catch (IllegalArgumentException e) { // of a record that is stricter than the parser
            throw new MalformedSdpException(0, "", e.getMessage());
        }
    }

    /** Writes it strictly by RFC 8866 §9, with CRLF. */
    public String write() {
        return SdpWriter.write(this);
    }

    /** The value of the first session-level attribute of that name, empty for a flag. */
    public Optional<String> attribute(String name) {
        return Attributes.first(attributes, name);
    }

    /** The direction that holds for {@code media}: its own, else the session's, else sendrecv (RFC 8866 §6.7). */
    public Direction directionOf(MediaDescription media) {
        return media.direction().or(() -> Attributes.direction(attributes)).orElse(Direction.SENDRECV);
    }

    /** The connection data that holds for {@code media}: its own, else the session's. */
    public Optional<ConnectionData> connectionOf(MediaDescription media) {
        return media.connection().or(() -> connection);
    }
}
