package io.patchbay.sip.jain;

import java.util.Locale;
import java.util.UUID;

/** Writes the requests of one dialog as a caller sends them; each piece can be changed by a test before it is sent. */
final class Phone {
    static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + "m=audio 40000 RTP/AVP 0\r\n";

    private final RawPeer peer;
    final String callId;
    final String fromTag = UUID.randomUUID().toString().substring(0, 8);
    private final String uri;
    private int cseq = 1;
    String contactHost = "127.0.0.1";
    private String inviteBranch = branch();
    String toTag = "";

    Phone(RawPeer peer) {
        this(peer, "lobby");
    }

    Phone(RawPeer peer, String user) {
        this(peer, user, UUID.randomUUID().toString());
    }

    Phone(RawPeer peer, String user, String callId) {
        this.callId = callId;
        this.peer = peer;
        this.uri = "sip:" + user + "@127.0.0.1:" + peer.targetPort();
    }

    static String branch() {
        return "z9hG4bK" + UUID.randomUUID().toString().replace("-", "");
    }

    String uri() {
        return uri;
    }

    int cseq() {
        return cseq;
    }

    private String contact() {
        String parameter = peer.transport().equals("UDP")
                ? ""
                : ";transport=" + peer.transport().toLowerCase(Locale.ROOT);
        return "Contact: <sip:alice@" + contactHost + ":" + peer.port() + parameter + ">\r\n";
    }

    String invite() {
        return request("INVITE", inviteBranch, cseq, "", SDP);
    }

    String invite(String moreHeaders) {
        return request("INVITE", inviteBranch, cseq, moreHeaders, SDP);
    }

    String inviteWithoutOffer() {
        return request("INVITE", inviteBranch, cseq, "", "");
    }

    String reinvite(String sdp) {
        cseq++;
        inviteBranch = branch();
        return request("INVITE", inviteBranch, cseq, "", sdp);
    }

    String info(String contentType, String body) {
        cseq++;
        return request("INFO", branch(), cseq, "", body).replace("application/sdp", contentType);
    }

    String message(String contentType, String body) {
        cseq++;
        return request("MESSAGE", branch(), cseq, "", body).replace("application/sdp", contentType);
    }

    /** A NOTIFY about a REFER (RFC 3515). */
    String fragment(String statusLine, String state) {
        cseq++;
        String headers = "Event: refer\r\nSubscription-State: " + state + "\r\n";
        return request("NOTIFY", branch(), cseq, headers, statusLine + "\r\n")
                .replace("application/sdp", "message/sipfrag;version=2.0");
    }

    /** @param rack RSeq, CSeq number and method of what it acknowledges (RFC 3262 §7.2) */
    String prack(String rack, String sdp) {
        cseq++;
        return request("PRACK", branch(), cseq, "RAck: " + rack + "\r\n", sdp);
    }

    /** The ACK for a 2xx to an INVITE with this number. */
    String ackOf(int number) {
        return request("ACK", branch(), number, "", "");
    }

    String update(String sdp) {
        cseq++;
        return request("UPDATE", branch(), cseq, "", sdp);
    }

    String ack() {
        return request("ACK", branch(), cseq, "", "");
    }

    String ack(String sdp) {
        return request("ACK", branch(), cseq, "", sdp);
    }

    /** The ACK for a refusal: the INVITE's own transaction (RFC 3261 §17.1.1.3). */
    String ackOfRefusal() {
        return request("ACK", inviteBranch, cseq, "", "");
    }

    String cancel(String moreHeaders) {
        String tag = toTag;
        toTag = "";
        String cancel = request("CANCEL", inviteBranch, cseq, moreHeaders, "");
        toTag = tag;
        return cancel;
    }

    String bye(String moreHeaders) {
        return next("BYE", moreHeaders);
    }

    String next(String method, String moreHeaders) {
        cseq++;
        return request(method, branch(), cseq, moreHeaders, "");
    }

    String request(String method, String branch, int number, String moreHeaders, String sdp) {
        return method + " " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/" + peer.transport() + " 127.0.0.1:" + peer.port() + ";branch=" + branch + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: \"Alice\" <sip:alice@127.0.0.1>;tag=" + fromTag + "\r\n"
                + "To: <" + uri + ">" + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + number + " " + method + "\r\n"
                + contact()
                + moreHeaders
                + (sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: " + sdp.length() + "\r\n\r\n"
                + sdp;
    }

    /** A response to a request of the user agent's. */
    static String respond(SipText request, int status, String phrase, String toTag, String moreHeaders, String sdp) {
        StringBuilder response = new StringBuilder("SIP/2.0 " + status + " " + phrase + "\r\n");
        for (String name : new String[] {"Via", "From", "Call-ID", "CSeq", "Record-Route"}) {
            request.headers(name)
                    .forEach(value ->
                            response.append(name).append(": ").append(value).append("\r\n"));
        }
        String to = request.header("To");
        boolean hasTag = to.toLowerCase(Locale.ROOT).contains(";tag=");
        response.append("To: ")
                .append(to)
                .append(hasTag || toTag.isEmpty() ? "" : ";tag=" + toTag)
                .append("\r\n");
        return response.append(moreHeaders)
                .append(sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                .append("Content-Length: ")
                .append(sdp.length())
                .append("\r\n\r\n")
                .append(sdp)
                .toString();
    }
}
