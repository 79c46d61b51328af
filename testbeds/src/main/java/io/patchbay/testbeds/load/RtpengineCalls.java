package io.patchbay.testbeds.load;

import io.patchbay.testbeds.phone.PhoneCodec;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls through rtpengine by its ng protocol: legs come in pairs, G.711 and then Opus, and are transcoded both ways. */
final class RtpengineCalls implements Exchange {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final Pattern MEDIA = Pattern.compile("m=audio (\\d+) ");
    private static final Pattern OPUS = Pattern.compile("a=rtpmap:(\\d+) opus/48000");

    private final InetSocketAddress target;
    private final DatagramSocket socket;
    private int cookie;
    private int calls;

    RtpengineCalls(InetSocketAddress target) {
        this.target = target;
        try {
            socket = new DatagramSocket(new InetSocketAddress(target.getAddress(), 0));
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new IllegalStateException("cannot open a port for ng: " + e.getMessage(), e);
        }
    }

    @Override
    public void connect(List<MediaLeg> legs) {
        for (int i = 0; i + 1 < legs.size(); i += 2) {
            MediaLeg caller = legs.get(i);
            MediaLeg callee = legs.get(i + 1);
            Map<String, Object> offer = command("offer", caller);
            offer.put("codec", Map.of("mask", List.of("all"), "transcode", List.of("opus/48000/2")));
            Map<String, Object> offered = ask(offer);
            callee.connect(media(offered));
            callee.setPayloadType(opus(offered)); // RFC 3264 §6.1: the answer uses the offer's numbers
            Map<String, Object> answer = command("answer", callee);
            answer.put("to-tag", "callee-" + calls);
            caller.connect(media(ask(answer)));
            calls++;
        }
    }

    private Map<String, Object> command(String name, MediaLeg leg) {
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("command", name);
        command.put("call-id", "load-" + calls);
        command.put("from-tag", "caller-" + calls);
        command.put("ICE", "remove");
        command.put("DTLS", "off");
        command.put("transport-protocol", "RTP/AVP");
        command.put("sdp", description(leg));
        return command;
    }

    private static String description(MediaLeg leg) {
        InetSocketAddress rtp = leg.local();
        String rtpmap = leg.codec() == PhoneCodec.OPUS ? "opus/48000/2" : "PCMU/8000";
        return "v=0\r\no=load 1 1 IN IP4 %1$s\r\ns=-\r\nc=IN IP4 %1$s\r\nt=0 0\r\nm=audio %2$d RTP/AVP %3$d\r\na=rtpmap:%3$d %4$s\r\na=ptime:20\r\n"
                .formatted(rtp.getAddress().getHostAddress(), rtp.getPort(), leg.payloadType(), rtpmap);
    }

    private InetSocketAddress media(Map<String, Object> answer) {
        String sdp = String.valueOf(answer.get("sdp"));
        Matcher port = MEDIA.matcher(sdp);
        if (!port.find()) {
            throw new IllegalStateException("rtpengine: no audio in " + answer);
        }
        return new InetSocketAddress(target.getAddress(), Integer.parseInt(port.group(1)));
    }

    private static int opus(Map<String, Object> offer) {
        Matcher rtpmap = OPUS.matcher(String.valueOf(offer.get("sdp")));
        if (!rtpmap.find()) {
            throw new IllegalStateException("rtpengine: no Opus in " + offer);
        }
        return Integer.parseInt(rtpmap.group(1));
    }

    private Map<String, Object> ask(Map<String, Object> command) {
        String id = "c" + cookie++ + " ";
        byte[] request = (id + Bencode.write(command)).getBytes(StandardCharsets.ISO_8859_1);
        byte[] buffer = new byte[65_536];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.send(new DatagramPacket(request, request.length, target));
            String answer;
            do {
                packet.setLength(buffer.length);
                socket.receive(packet);
                answer = new String(buffer, 0, packet.getLength(), StandardCharsets.ISO_8859_1);
            } while (!answer.startsWith(id));
            Map<String, Object> result = Bencode.read(answer.substring(id.length()));
            if (!"ok".equals(result.get("result"))) {
                throw new IllegalStateException("rtpengine: %s: %s".formatted(command.get("command"), result));
            }
            return result;
        } catch (IOException e) {
            throw new IllegalStateException("rtpengine: no answer to " + command.get("command"), e);
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < calls; i++) {
            Map<String, Object> delete = new LinkedHashMap<>();
            delete.put("command", "delete");
            delete.put("call-id", "load-" + i);
            delete.put("from-tag", "caller-" + i);
            delete.put("delete-delay", "0");
            ask(delete);
        }
        socket.close();
    }
}
