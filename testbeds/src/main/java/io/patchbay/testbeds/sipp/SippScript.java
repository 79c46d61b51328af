package io.patchbay.testbeds.sipp;

import java.util.ArrayList;
import java.util.List;

/**
 * A SIPp scenario of one call, written step by step. It counts CSeq, keeps the dialog's headers in either role and gives ACK and
 * CANCEL the branch of their INVITE, so that a scenario says only what it is about.
 */
public final class SippScript {
    private final String name;
    private final boolean isCaller;
    private final StringBuilder steps = new StringBuilder();
    private final List<String> variables = new ArrayList<>();
    private int index; // of the next step, as SIPp counts them
    private int cseq;
    private int inviteIndex;
    private int inviteCseq;

    private SippScript(String name, boolean isCaller) {
        this.name = name;
        this.isCaller = isCaller;
    }

    /** The side that sends the first INVITE. */
    public static SippScript caller(String name) {
        return new SippScript(name, true);
    }

    /** The side that is called: begins with the INVITE that must come. */
    public static SippScript callee(String name, SippCheck... checks) {
        SippScript script = new SippScript(name, false);
        script.variables.addAll(List.of("ours", "theirs"));
        script.receive(
                "request=\"INVITE\" rrs=\"true\"",
                """
                      <ereg regexp=".*" search_in="hdr" header="To:" check_it="true" assign_to="ours"/>
                      <ereg regexp=".*" search_in="hdr" header="From:" check_it="true" assign_to="theirs"/>
                """,
                checks);
        return script;
    }

    String name() {
        return name;
    }

    /** Audio in G.711 in this direction. */
    public static String sdp(int version, String direction) {
        return sdp(version, "c=IN IP[media_ip_type] [media_ip]", "m=audio [media_port] RTP/AVP 0", "a=" + direction);
    }

    /** A description with these lines for its connection and media. */
    public static String sdp(int version, String connection, String... media) {
        return "v=0\no=sipp 1 " + version + " IN IP[local_ip_type] [local_ip]\ns=-\n" + connection + "\nt=0 0\n"
                + String.join("\n", media) + "\n";
    }

    /** @param sdp empty for none; {@code headers} each with its name */
    public SippScript invite(String sdp, String... headers) {
        inviteIndex = index;
        inviteCseq = cseq + 1;
        return request("INVITE", sdp, headers);
    }

    /** An INVITE that is sent once: after one that SIPp repeats it waits for an answer before it sends anything else. */
    public SippScript inviteOnce(String sdp) {
        inviteIndex = index;
        inviteCseq = ++cseq;
        return send(false, "INVITE", "[branch]", cseq, "application/sdp", sdp);
    }

    /** A request within the call, or one that begins it. */
    public SippScript request(String method, String sdp, String... headers) {
        cseq++;
        return send(true, method, "[branch]", cseq, "application/sdp", sdp, headers);
    }

    /** A request with a body of another type than SDP. */
    public SippScript requestWith(String method, String contentType, String body, String... headers) {
        cseq++;
        return send(true, method, "[branch]", cseq, contentType, body, headers);
    }

    /** The ACK for a 2xx. */
    public SippScript ack(String sdp) {
        return send(false, "ACK", "[branch]", inviteCseq, "application/sdp", sdp);
    }

    public SippScript ack() {
        return ack("");
    }

    /** The ACK for a refusal, which is part of its INVITE's transaction. */
    public SippScript ackOfRefusal() {
        return send(false, "ACK", "[branch-" + (index - inviteIndex) + "]", inviteCseq, "", "");
    }

    public SippScript cancel(String... headers) {
        String branch = "[branch-" + (index - inviteIndex) + "]";
        return send(true, "CANCEL", branch, inviteCseq, "", "", headers);
    }

    /** BYE, and its 200. */
    public SippScript hangUp(String... headers) {
        return request("BYE", "", headers).expect(200);
    }

    /** INVITE with {@code sdp} and all that makes it a call. */
    public SippScript call(String sdp, String... headers) {
        return invite(sdp, headers)
                .mayCome(100)
                .mayCome(180)
                .expect(200, SippCheck.body("m=audio [1-9]"))
                .ack();
    }

    /** A re-INVITE that is answered, and acknowledged. */
    public SippScript reinvite(String sdp, SippCheck... checks) {
        return invite(sdp).mayCome(100).expect(200, checks).ack();
    }

    public SippScript expect(int status, SippCheck... checks) {
        return receive("response=\"" + status + "\" rrs=\"true\"", "", checks);
    }

    public SippScript mayCome(int status) {
        return receive("response=\"" + status + "\" rrs=\"true\" optional=\"true\"", "");
    }

    public SippScript mayComeRequest(String method) {
        return receive("request=\"" + method + "\" optional=\"true\"", "");
    }

    public SippScript expectRequest(String method, SippCheck... checks) {
        return receive("request=\"" + method + "\" rrs=\"true\"", "", checks);
    }

    /** As {@link #expectRequest}, for one that {@link #respondLater} answers after other messages have come. */
    public SippScript expectRequestToAnswerLater(String method, SippCheck... checks) {
        return receive(
                "request=\"" + method + "\"",
                """
                      <ereg regexp=".*" search_in="hdr" header="Via:" check_it="true" assign_to="laterVia"/>
                      <ereg regexp=".*" search_in="hdr" header="From:" check_it="true" assign_to="laterFrom"/>
                      <ereg regexp=".*" search_in="hdr" header="To:" check_it="true" assign_to="laterTo"/>
                      <ereg regexp=".*" search_in="hdr" header="CSeq:" check_it="true" assign_to="laterCSeq"/>
                """,
                checks);
    }

    /** Answers the request of {@link #expectRequestToAnswerLater}. */
    public SippScript respondLater(int status, String phrase) {
        StringBuilder message = new StringBuilder("SIP/2.0 " + status + " " + phrase + "\n");
        message.append("Via:[$laterVia]\nFrom:[$laterFrom]\nTo:[$laterTo]\n[last_Call-ID:]\nCSeq:[$laterCSeq]\n");
        return finish(false, message, "application/sdp", "");
    }

    private SippScript receive(String what, String actions, SippCheck... checks) {
        StringBuilder all = new StringBuilder(actions);
        for (SippCheck check : checks) {
            variables.addAll(check.variables(variables.size()));
            all.append(check.write(variables));
        }
        steps.append("  <recv ").append(what);
        if (all.length() == 0) {
            steps.append("/>\n");
        } else {
            steps.append(">\n    <action>\n").append(all).append("    </action>\n  </recv>\n");
        }
        index++;
        return this;
    }

    /** Answers the request that came last. */
    public SippScript respond(int status, String phrase, String sdp, String... headers) {
        StringBuilder message = new StringBuilder("SIP/2.0 " + status + " " + phrase + "\n");
        message.append("[last_Via:]\n[last_Record-Route:]\n[last_From:]\n");
        message.append(isCaller ? "[last_To:]\n" : "[last_To:];tag=[pid]sipp[call_number]\n");
        message.append("[last_Call-ID:]\n[last_CSeq:]\n");
        return finish(false, message, "application/sdp", sdp, headers);
    }

    /** Answers an INVITE as another phone of the same number does: with a tag of its own. */
    public SippScript respondAsAnother(int status, String phrase, String sdp) {
        StringBuilder message = new StringBuilder("SIP/2.0 " + status + " " + phrase + "\n");
        message.append("[last_Via:]\n[last_From:]\n[last_To:];tag=[pid]other[call_number]\n");
        message.append("[last_Call-ID:]\n[last_CSeq:]\n");
        return finish(false, message, "application/sdp", sdp);
    }

    /** Answers the first INVITE while its CANCEL is what came last. */
    public SippScript answerInSpiteOfCancel(String sdp) {
        StringBuilder message = new StringBuilder("SIP/2.0 200 OK\n");
        message.append("[last_Via:]\n[last_From:]\n[last_To:];tag=[pid]sipp[call_number]\n");
        message.append("[last_Call-ID:]\nCSeq: 1 INVITE\n");
        return finish(false, message, "application/sdp", sdp);
    }

    /** As {@link #respond}, for a request within the call, whose To has its tag. */
    public SippScript respondWithin(int status, String phrase, String sdp, String... headers) {
        StringBuilder message = new StringBuilder("SIP/2.0 " + status + " " + phrase + "\n");
        message.append("[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\n");
        return finish(false, message, "application/sdp", sdp, headers);
    }

    public SippScript pause(int millis) {
        steps.append("  <pause milliseconds=\"").append(millis).append("\"/>\n");
        index++;
        return this;
    }

    private SippScript send(
            boolean repeated,
            String method,
            String branch,
            int number,
            String contentType,
            String body,
            String... headers) {
        boolean isFirst = isCaller && number == 1;
        boolean isAckOf2xx = method.equals("ACK") && branch.equals("[branch]");
        boolean hasTag = isCaller && (number > 1 || method.equals("ACK"));
        String us = isCaller
                ? "<sip:sipp@[local_ip]:[local_port]>;tag=[pid]sipp[call_number]"
                : "[$ours];tag=[pid]sipp[call_number]";
        String them = isCaller ? "<sip:[service]@[remote_ip]:[remote_port]>" : "[$theirs]";
        StringBuilder message = new StringBuilder();
        message.append(method)
                .append(isFirst && !isAckOf2xx ? " sip:[service]@[remote_ip]:[remote_port]" : " [next_url]")
                .append(" SIP/2.0\nVia: SIP/2.0/[transport] [local_ip]:[local_port];branch=")
                .append(branch)
                .append(";rport\nFrom: ")
                .append(us)
                .append("\nTo: ")
                .append(them)
                .append(hasTag ? "[peer_tag_param]" : "")
                .append("\nCall-ID: [call_id]\nCSeq: ")
                .append(number + " " + method)
                .append("\nMax-Forwards: 70\n");
        return finish(repeated, message, contentType, body, headers);
    }

    private SippScript finish(
            boolean repeated, StringBuilder message, String contentType, String body, String... headers) {
        message.append("Contact: <sip:sipp@[local_ip]:[local_port];transport=[transport]>\n");
        for (String header : headers) {
            message.append(header).append('\n');
        }
        if (!body.isEmpty()) {
            message.append("Content-Type: ").append(contentType).append('\n');
        }
        message.append("Content-Length: ")
                .append(body.isEmpty() ? "0" : "[len]")
                .append("\n\n")
                .append(body);
        steps.append(repeated ? "  <send retrans=\"500\">" : "  <send>")
                .append("<![CDATA[\n")
                .append(message)
                .append("\n]]></send>\n");
        index++;
        return this;
    }

    /** The scenario as SIPp reads it. */
    String xml() {
        String reference =
                variables.isEmpty() ? "" : "  <Reference variables=\"" + String.join(",", variables) + "\"/>\n";
        return "<?xml version=\"1.0\" encoding=\"ISO-8859-1\" ?>\n<!DOCTYPE scenario SYSTEM \"sipp.dtd\">\n<scenario name=\""
                + name + "\">\n" + steps + reference + "</scenario>\n";
    }
}
