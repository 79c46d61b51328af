package io.patchbay.testbeds.malformed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** SIP messages that are wrong in one way each (after RFC 4475's torture messages and what parsers trip over). */
public final class MalformedSip {
    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n";

    private final Random random;

    public MalformedSip(long seed) {
        random = new Random(seed);
    }

    /** Each kind once. */
    public List<byte[]> messages() {
        List<String> texts = new ArrayList<>();
        String good = invite(SDP);
        texts.add(good.replace("SIP/2.0\r\n", "SIP/7.0\r\n"));
        texts.add(good.replace("INVITE sip:", "INVITE  sip:"));
        texts.add(good.replace("INVITE sip:lobby@127.0.0.1", "INVITE sip:lo<bby>@[::::]"));
        texts.add(good.replace("CSeq: 1 INVITE", "CSeq: 99999999999999999999 INVITE"));
        texts.add(good.replace("CSeq: 1 INVITE", "CSeq: 1 BYE"));
        texts.add(good.replace("CSeq: 1 INVITE", "CSeq: one INVITE"));
        texts.add(without(good, "Call-ID"));
        texts.add(without(good, "From"));
        texts.add(without(good, "To"));
        texts.add(without(good, "Via"));
        texts.add(without(good, "Contact"));
        texts.add(good.replace("Max-Forwards: 70", "Max-Forwards: -1"));
        texts.add(good.replace("Max-Forwards: 70", "Max-Forwards: 0"));
        texts.add(good.replace("Content-Length: ", "Content-Length: -"));
        texts.add(good.replace("Content-Length: ", "Content-Length: 9999999999"));
        texts.add(good.replace("Content-Length: ", "Content-Length: 5"));
        texts.add(good.replace("Via: SIP/2.0/UDP 127.0.0.1", "Via: SIP/2.0/UDP 127.0.0.1:99999"));
        texts.add(good.replace("<sip:m@127.0.0.1>", "\"" + "(".repeat(20_000) + "\" <sip:m@127.0.0.1>"));
        texts.add(good.replace("Max-Forwards: 70", "Max-Forwards: 70\r\nSubject: (" + "(".repeat(10_000)));
        texts.add(good.replace("Max-Forwards: 70", "Max-Forwards: 70" + "\r\nX-A: b".repeat(5_000)));
        texts.add(good.replace("Max-Forwards: 70", "Max-Forwards: 70\r\nRoute: " + "<sip:a;lr>,".repeat(2_000)));
        texts.add(good.replace("application/sdp", "application/sdp;charset=\"\u0000\u0001"));
        texts.add(good.replace(SDP, "v=0\r\nm=audio -1 RTP/AVP 0 0 0\r\na=rtpmap:x/y\r\n"));
        texts.add(good.replace("lobby", "\u0000\u00ff%%%zz"));
        texts.add(good.substring(0, good.length() / 2));
        texts.add("INVITE\r\n\r\n");
        texts.add("SIP/2.0 200\r\n\r\n");
        texts.add("SIP/2.0 999 Odd\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKnone\r\nCSeq: 1 INVITE\r\n\r\n");
        texts.add("\r\n".repeat(2_000));
        List<byte[]> messages = new ArrayList<>();
        texts.forEach(text -> messages.add(text.getBytes(StandardCharsets.ISO_8859_1)));
        for (int i = 0; i < 20; i++) {
            messages.add(mutated(good));
            messages.add(MalformedMedia.randomBytes(random, 1 + random.nextInt(1_400)));
        }
        return messages;
    }

    private String invite(String sdp) {
        long id = random.nextLong() & Long.MAX_VALUE;
        return "INVITE sip:lobby@127.0.0.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK" + id + ";rport\r\n"
                + "From: <sip:m@127.0.0.1>;tag=" + id + "\r\nTo: <sip:lobby@127.0.0.1>\r\n"
                + "Call-ID: malformed-" + id + "\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\n"
                + "Contact: <sip:m@127.0.0.1:9>\r\nContent-Type: application/sdp\r\n"
                + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp;
    }

    private static String without(String message, String header) {
        return message.replaceFirst("(?m)^" + header + ":.*\r\n", "");
    }

    /** A few bytes of its head changed: never so that it stays a valid call, since its method goes first. */
    private byte[] mutated(String message) {
        byte[] bytes = ("\u0001" + message.substring(1)).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 10; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
