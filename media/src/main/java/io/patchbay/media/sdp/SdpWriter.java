package io.patchbay.media.sdp;

import java.util.List;

/** Writes session descriptions in the order of RFC 8866 §9. */
final class SdpWriter {
    private final StringBuilder text = new StringBuilder(512);

    private SdpWriter() {}

    static String write(SessionDescription session) {
        SdpWriter writer = new SdpWriter();
        writer.session(session);
        session.media().forEach(writer::media);
        return writer.text.toString();
    }

    private void session(SessionDescription session) {
        Origin origin = session.origin();
        line('v', "0");
        line(
                'o',
                "%s %s %s IN %s %s"
                        .formatted(
                                origin.username(),
                                origin.sessionId(),
                                origin.version(),
                                origin.type(),
                                origin.address()));
        line('s', session.name());
        session.connection().ifPresent(this::connection);
        bandwidths(session.bandwidths());
        line('t', session.timing().start() + " " + session.timing().stop());
        attributes(session.attributes());
    }

    private void media(MediaDescription media) {
        line(
                'm',
                "%s %d %s %s"
                        .formatted(media.media(), media.port(), media.protocol(), String.join(" ", media.formats())));
        media.connection().ifPresent(this::connection);
        bandwidths(media.bandwidths());
        attributes(media.attributes());
    }

    private void connection(ConnectionData connection) {
        line('c', "IN " + connection.type() + " " + connection.address());
    }

    private void bandwidths(List<Bandwidth> bandwidths) {
        bandwidths.forEach(bandwidth -> line('b', bandwidth.type() + ":" + bandwidth.value()));
    }

    private void attributes(List<Attribute> attributes) {
        attributes.forEach(attribute -> line('a', attribute.text()));
    }

    private void line(char type, String value) {
        text.append(type).append('=').append(value).append("\r\n");
    }
}
