package io.patchbay.testbeds.load;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Phones that dial rooms of the appliance: INVITE, ACK and at last BYE, one call after the other, nothing else. */
final class SipRooms implements Exchange {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Pattern MEDIA = Pattern.compile("\r\nm=audio (\\d+) ");
    private static final Pattern CONNECTION = Pattern.compile("\r\nc=IN IP4 ([0-9.]+)");

    private final InetSocketAddress target;
    private final DatagramSocket socket;
    private final String local;
    private final byte[] buffer = new byte[65_536];
    private final List<Dialog> dialogs = new ArrayList<>();

    private record Dialog(int call, String contact, String to) {}

    SipRooms(InetSocketAddress target) {
        this.target = target;
        try {
            socket = new DatagramSocket(new InetSocketAddress(target.getAddress(), 0));
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new IllegalStateException("cannot open a port for SIP: " + e.getMessage(), e);
        }
        local = target.getAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    /** What a room is dialled by. */
    static String room(int number) {
        return "density-" + number;
    }

    /** What the caller is called, and so what the room shows. */
    static String voice(int call) {
        return "voice-" + call;
    }

    @Override
    public void connect(List<MediaLeg> legs) {
        for (MediaLeg leg : legs) {
            int call = dialogs.size();
            String uri = "sip:%s@%s:%d"
                    .formatted(room(leg.room()), target.getAddress().getHostAddress(), target.getPort());
            send(head("INVITE", 1, call, uri, "<" + uri + ">") + body(offer(leg)));
            String answer = awaitFinal("CSeq: 1 INVITE", "load-" + call + "@");
            if (!answer.startsWith("SIP/2.0 200")) {
                throw new IllegalStateException("call %d was refused: %s".formatted(call, answer));
            }
            Dialog dialog = new Dialog(call, header(answer, "Contact").replaceAll("[<>]", ""), header(answer, "To"));
            dialogs.add(dialog);
            send(within("ACK", 1, dialog));
            leg.connect(media(answer));
        }
    }

    private String offer(MediaLeg leg) {
        InetSocketAddress rtp = leg.local();
        return "v=0\r\no=load 1 1 IN IP4 %1$s\r\ns=-\r\nc=IN IP4 %1$s\r\nt=0 0\r\nm=audio %2$d RTP/AVP 0 101\r\n"
                        .formatted(rtp.getAddress().getHostAddress(), rtp.getPort())
                + "a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\n";
    }

    private static String body(String sdp) {
        return "Content-Type: application/sdp\r\nContent-Length: " + sdp.length() + "\r\n\r\n" + sdp;
    }

    private static InetSocketAddress media(String answer) {
        Matcher port = MEDIA.matcher(answer);
        Matcher address = CONNECTION.matcher(answer);
        if (!port.find() || !address.find()) {
            throw new IllegalStateException("no audio in the answer: " + answer);
        }
        return new InetSocketAddress(address.group(1), Integer.parseInt(port.group(1)));
    }

    private String within(String method, int cseq, Dialog dialog) {
        return head(method, cseq, dialog.call, dialog.contact, dialog.to) + "Content-Length: 0\r\n\r\n";
    }

    private String head(String method, int cseq, int call, String uri, String to) {
        return method + " " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP " + local + ";rport;branch=z9hG4bK" + method + call
                + "-" + socket.getLocalPort() + "\r\nFrom: <sip:" + voice(call) + "@" + local + ">;tag=t" + call
                + "\r\nTo: " + to
                + "\r\nCall-ID: load-" + call + "@" + local + "\r\nCSeq: " + cseq + " " + method
                + "\r\nContact: <sip:load@" + local + ">\r\nMax-Forwards: 70\r\n";
    }

    private static String header(String message, String name) {
        String before = "\r\n" + name + ": ";
        int start = message.indexOf(before);
        if (start < 0) {
            throw new IllegalStateException("no %s in %s".formatted(name, message));
        }
        return message.substring(start + before.length(), message.indexOf("\r\n", start + before.length()));
    }

    /** Other messages that come are left: requests come again, or do without us. */
    private String awaitFinal(String cseq, String callId) {
        while (true) {
            String message = receive(cseq);
            boolean isOurs = message.contains(cseq) && message.contains(callId);
            if (isOurs && message.startsWith("SIP/2.0 ") && !message.startsWith("SIP/2.0 1")) {
                return message;
            }
        }
    }

    private String receive(String waitingFor) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException(
                    "no final answer to %s of %s within %d ms".formatted(waitingFor, target, PATIENCE_MILLIS));
        } catch (IOException e) {
            throw new IllegalStateException("cannot receive SIP", e);
        }
        return new String(buffer, 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    }

    private void send(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, target));
        } catch (IOException e) {
            throw new IllegalStateException("cannot send to %s: %s".formatted(target, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        for (Dialog dialog : dialogs) {
            send(within("BYE", 2, dialog));
            awaitFinal("CSeq: 2 BYE", "load-" + dialog.call + "@");
        }
        socket.close();
    }
}
