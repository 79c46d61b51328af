package io.patchbay.sip.jain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes the 400 (or 505) for a request that cannot be parsed, from its raw lines (RFC 3261 §8.2.6): Via, From, To, Call-ID and CSeq
 * as they came. Where one of them is missing there is nobody who could read an answer.
 */
final class BadRequest {
    private static final int MAX_HEAD = 65536;

    private BadRequest() {}

    /** The response; empty for a response, an ACK, or a request without the headers that an answer needs. */
    static Optional<byte[]> answer(byte[] message, int length, String server, BadMessageException problem) {
        String text = new String(message, 0, Math.min(length, MAX_HEAD), StandardCharsets.ISO_8859_1);
        List<String> lines = unfolded(text.stripLeading());
        String first = lines.isEmpty() ? "" : lines.get(0);
        if (first.startsWith("SIP/")
                || first.startsWith("ACK ")
                || !first.matches("[A-Za-z0-9.!%*_+`'~-]+ .* SIP/[0-9]\\.[0-9]")) {
            return Optional.empty();
        }
        List<String> vias = all(lines, "via", "v");
        List<String> from = all(lines, "from", "f");
        List<String> to = all(lines, "to", "t");
        List<String> callId = all(lines, "call-id", "i");
        List<String> cseq = all(lines, "cseq", "cseq");
        if (vias.isEmpty() || from.isEmpty() || to.isEmpty() || callId.isEmpty() || cseq.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder response = new StringBuilder("SIP/2.0 " + problem.statusLine() + "\r\n");
        vias.forEach(via -> response.append("Via: ").append(via).append("\r\n"));
        boolean hasTag = to.get(0).toLowerCase(Locale.ROOT).contains(";tag=");
        response.append("From: ").append(from.get(0)).append("\r\n");
        response.append("To: ").append(to.get(0));
        response.append(hasTag ? "\r\n" : ";tag=" + Integer.toHexString(text.hashCode()) + "\r\n");
        response.append("Call-ID: ").append(callId.get(0)).append("\r\n");
        response.append("CSeq: ").append(cseq.get(0)).append("\r\n");
        response.append("Server: ").append(server).append("\r\n");
        response.append("Reason: SIP;cause=").append(problem.status()).append(";text=");
        response.append(Headers.quoted(problem.getMessage())).append("\r\n");
        response.append("Content-Length: 0\r\n\r\n");
        return Optional.of(response.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The lines of the head, continuations joined (RFC 3261 §7.3.1). */
    private static List<String> unfolded(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\r?\n")) {
            if (line.isEmpty()) {
                break;
            }
            boolean continues = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (continues && !lines.isEmpty()) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + line.strip());
            } else {
                lines.add(line.stripTrailing());
            }
        }
        return lines;
    }

    private static List<String> all(List<String> lines, String name, String compact) {
        List<String> values = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (field.equals(name) || field.equals(compact)) {
                values.add(line.substring(colon + 1).strip());
            }
        }
        return values;
    }
}
