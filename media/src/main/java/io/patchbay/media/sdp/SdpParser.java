package io.patchbay.media.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads one session description; see {@link SessionDescription#parse}. The cost is linear in a bounded length. */
final class SdpParser {
    static final int MAX_LENGTH = 65_536;
    static final int MAX_LINES = 2_000;
    static final int MAX_MEDIA = 64;
    static final int MAX_FORMATS = 128;

    private final String sdp;
    private int number; // of the line being read, from 1
    private String line = "";

    private Origin origin = Origin.UNKNOWN;
    private String name = SessionDescription.NO_NAME;
    private Timing timing;
    private Section section = new Section();
    private final Section sessionSection = section;
    private final List<MediaDescription> media = new ArrayList<>();
    private Media current; // the m= line that the section belongs to, null before the first

    /** What may stand both at session and at media level. */
    private static final class Section {
        Optional<ConnectionData> connection = Optional.empty();
        final List<Bandwidth> bandwidths = new ArrayList<>();
        final List<Attribute> attributes = new ArrayList<>();
    }

    private record Media(String media, int port, String protocol, List<String> formats) {}

    SdpParser(String sdp) {
        this.sdp = sdp;
    }

    SessionDescription parse() {
        if (sdp.length() > MAX_LENGTH) {
            throw new MalformedSdpException(
                    0, "", "it has %d characters, more than %d".formatted(sdp.length(), MAX_LENGTH));
        }
        boolean empty = true;
        for (int from = 0; from < sdp.length(); ) {
            int end = sdp.indexOf('\n', from);
            int to = end < 0 ? sdp.length() : end;
            line = sdp.substring(from, to).trim(); // zeros too: some end with one
            number++;
            if (number > MAX_LINES) {
                throw fault("it has more than " + MAX_LINES + " lines");
            }
            if (!line.isEmpty()) {
                empty = false;
                readLine();
            }
            from = to + 1;
        }
        if (empty) {
            throw new MalformedSdpException(0, "", "it is empty");
        }
        endSection();
        return new SessionDescription(
                origin,
                name,
                sessionSection.connection,
                sessionSection.bandwidths,
                timing == null ? Timing.PERMANENT : timing,
                sessionSection.attributes,
                media);
    }

    private void readLine() {
        if (line.length() < 2 || line.charAt(1) != '=' || !Character.isLetter(line.charAt(0))) {
            throw fault("a line begins with a letter and \"=\"");
        }
        if (line.indexOf('\r') >= 0 || line.indexOf('\0') >= 0) {
            throw fault("a carriage return or zero stands within a line");
        }
        String value = line.substring(2).trim();
        try {
            switch (line.charAt(0)) {
                case 'v' -> readVersion(value);
                case 'o' -> readOrigin(value);
                case 's' -> name = value.isEmpty() ? SessionDescription.NO_NAME : value;
                case 'c' -> readConnection(value);
                case 'b' -> readBandwidth(value);
                case 't' -> readTiming(value);
                case 'a' -> readAttribute(value);
                case 'm' -> readMedia(value);
                default -> {} // unknown, or of no use here
            }
        } catch (IllegalArgumentException e) {
            throw fault(e.getMessage());
        }
    }

    private void readVersion(String value) {
        if (!value.equals("0")) {
            throw fault("only version 0 is known (RFC 8866 section 5.1)");
        }
    }

    /** {@code <username> <id> <version> IN IP4 <address>}; some user names have spaces in them. */
    private void readOrigin(String value) {
        String[] fields = value.split("\\s+");
        int n = fields.length;
        if (n < 6) {
            throw fault("an origin has six fields (RFC 8866 section 5.2)");
        }
        String username = String.join("_", Arrays.asList(fields).subList(0, n - 5));
        origin = new Origin(username, fields[n - 5], fields[n - 4], addressType(fields[n - 2]), fields[n - 1]);
    }

    private void readConnection(String value) {
        String[] fields = value.split("\\s+");
        if (fields.length < 3 || !fields[0].equalsIgnoreCase("IN")) {
            throw fault("connection data is \"IN IP4 <address>\" or \"IN IP6 <address>\" (RFC 8866 section 5.7)");
        }
        int slash = fields[2].indexOf('/');
        String address = slash < 0 ? fields[2] : fields[2].substring(0, slash);
        if (section.connection.isEmpty()) {
            section.connection = Optional.of(new ConnectionData(addressType(fields[1]), address));
        }
    }

    private AddressType addressType(String value) {
        if (value.equalsIgnoreCase("IP4")) {
            return AddressType.IP4;
        }
        if (value.equalsIgnoreCase("IP6")) {
            return AddressType.IP6;
        }
        throw fault("an address type is IP4 or IP6");
    }

    /** Nothing depends on bandwidth: what cannot be read is left out. */
    private void readBandwidth(String value) {
        int colon = value.indexOf(':');
        Optional<Long> number =
                colon < 1 ? Optional.empty() : digits(value.substring(colon + 1).trim());
        String type = colon < 1 ? "" : value.substring(0, colon).trim();
        if (number.isPresent() && type.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            section.bandwidths.add(new Bandwidth(type, number.get()));
        }
    }

    /** A conversation has no schedule: what cannot be read counts as permanent. */
    private void readTiming(String value) {
        String[] fields = value.split("\\s+");
        if (timing == null && fields.length == 2) {
            Optional<Long> start = digits(fields[0]);
            Optional<Long> stop = digits(fields[1]);
            if (start.isPresent() && stop.isPresent()) {
                timing = new Timing(start.get(), stop.get());
            }
        }
    }

    private void readAttribute(String value) {
        int colon = value.indexOf(':');
        String attribute = colon < 0 ? value : value.substring(0, colon).trim();
        section.attributes.add(new Attribute(
                attribute, colon < 0 ? "" : value.substring(colon + 1).trim()));
    }

    /** {@code <media> <port>[/<count>] <protocol> <format> ...}. */
    private void readMedia(String value) {
        endSection();
        if (media.size() == MAX_MEDIA) {
            throw fault("it has more than " + MAX_MEDIA + " media descriptions");
        }
        String[] fields = value.split("\\s+");
        if (fields.length < 4) {
            throw fault("a media description names media, port, protocol and formats (RFC 8866 section 5.14)");
        }
        if (fields.length - 3 > MAX_FORMATS) {
            throw fault("it has more than " + MAX_FORMATS + " formats");
        }
        int slash = fields[1].indexOf('/');
        String port = slash < 0 ? fields[1] : fields[1].substring(0, slash);
        long portNumber = digits(port).orElseThrow(() -> fault("a port is a number from 0 to 65535"));
        if (portNumber > 65_535) {
            throw fault("a port is a number from 0 to 65535");
        }
        List<String> formats = Arrays.asList(fields).subList(3, fields.length);
        current = new Media(fields[0], (int) portNumber, fields[2], formats);
        section = new Section();
    }

    private void endSection() {
        if (current != null) {
            media.add(new MediaDescription(
                    current.media,
                    current.port,
                    current.protocol,
                    current.formats,
                    section.connection,
                    section.bandwidths,
                    section.attributes));
            current = null;
        }
    }

    /** Up to 18 digits. */
    private static Optional<Long> digits(String value) {
        boolean digits =
                !value.isEmpty() && value.length() <= 18 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.parseLong(value)) : Optional.empty();
    }

    private MalformedSdpException fault(String fault) {
        return new MalformedSdpException(number, line, fault);
    }
}
