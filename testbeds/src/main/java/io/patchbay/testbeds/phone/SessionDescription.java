package io.patchbay.testbeds.phone;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a phone needs of the other side's SDP.
 *
 * @param audioAddress where it wants RTP; port 0 where it refused the audio
 * @param codecs by payload type, in its order of preference; those that a phone knows
 * @param telephoneEvent its payload type, or -1
 * @param direction {@code sendrecv}, {@code sendonly}, {@code recvonly} or {@code inactive}
 */
public record SessionDescription(
        InetSocketAddress audioAddress, Map<Integer, PhoneCodec> codecs, int telephoneEvent, String direction) {

    /** @throws IllegalArgumentException where it has no audio */
    static SessionDescription parse(String sdp) {
        String address = "";
        String direction = "sendrecv";
        int port = -1;
        List<Integer> types = List.of();
        Map<Integer, String> rtpmaps = new LinkedHashMap<>(Map.of(0, "PCMU/8000", 8, "PCMA/8000", 9, "G722/8000"));
        boolean inOtherMedia = false;
        for (String line : sdp.split("\r?\n")) {
            if (line.startsWith("m=")) {
                inOtherMedia = !line.startsWith("m=audio ");
                if (!inOtherMedia) {
                    String[] parts = line.substring(2).split(" ");
                    port = Integer.parseInt(parts[1]);
                    types = types(parts);
                }
            } else if (inOtherMedia) {
                continue;
            } else if (line.startsWith("c=IN IP4 ")) {
                address = line.substring(9).strip();
            } else if (line.startsWith("a=rtpmap:")) {
                String[] parts = line.substring(9).split(" ", 2);
                rtpmaps.put(Integer.parseInt(parts[0]), parts[1].strip());
            } else if (line.matches("a=(sendrecv|sendonly|recvonly|inactive)")) {
                direction = line.substring(2);
            }
        }
        if (port < 0) {
            throw new IllegalArgumentException("SDP without audio:\n" + sdp);
        }
        Map<Integer, PhoneCodec> codecs = new LinkedHashMap<>();
        int telephoneEvent = -1;
        for (int type : types) {
            String rtpmap = rtpmaps.getOrDefault(type, "");
            if (rtpmap.toLowerCase(java.util.Locale.ROOT).startsWith("telephone-event/")) {
                telephoneEvent = type;
            } else if (PhoneCodec.ofRtpmap(rtpmap) != null) {
                codecs.put(type, PhoneCodec.ofRtpmap(rtpmap));
            }
        }
        return new SessionDescription(new InetSocketAddress(address, port), codecs, telephoneEvent, direction);
    }

    private static List<Integer> types(String[] mediaLine) {
        List<Integer> types = new ArrayList<>();
        for (int i = 3; i < mediaLine.length; i++) {
            types.add(Integer.parseInt(mediaLine[i]));
        }
        return types;
    }

    boolean sends() {
        return direction.equals("sendrecv") || direction.equals("sendonly");
    }

    boolean receives() {
        return audioAddress.getPort() != 0 && (direction.equals("sendrecv") || direction.equals("recvonly"));
    }
}
