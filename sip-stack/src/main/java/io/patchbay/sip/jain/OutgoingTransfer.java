package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.EndReason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A REFER of ours within the call, and the far end's NOTIFYs about it (RFC 3515). Belongs to the call's loop. */
final class OutgoingTransfer implements DialogRequests.Outcome {
    private static final Pattern STATUS_LINE = Pattern.compile("SIP/2\\.0 ([1-6][0-9]{2}) ?([^\\r\\n]*)");

    private final CallSession call;
    private final String target;
    private boolean done;

    OutgoingTransfer(CallSession call, String target) {
        this.call = call;
        this.target = target;
    }

    boolean isDone() {
        return done;
    }

    void send() {
        call.requests().send(call.dialog(), "REFER", this::write, this);
    }

    private void write(SIPRequest refer) {
        Headers.add(refer, "Refer-To", "<" + target + ">");
        Headers.add(refer, "Referred-By", "<" + call.dialog().localUri() + ">");
    }

    @Override
    public void onFinal(SIPRequest refer, SIPResponse response) {
        int status = response.getStatusCode();
        boolean isUnwatched = Headers.value(response, "Refer-Sub").toLowerCase().startsWith("false");
        if (status >= 300) {
            String why = Headers.reasonOf(response);
            tell(status, why.isEmpty() ? response.getReasonPhrase() : why);
        } else if (isUnwatched) {
            tell(status, response.getReasonPhrase()); // RFC 4488: there will be no other word
        }
    }

    @Override
    public void onSilence(EndReason reason) {
        tell(408, reason.text());
    }

    /** Takes a NOTIFY's message/sipfrag (RFC 3420): a status line. */
    void onNotify(SIPRequest notify) {
        byte[] content = notify.getRawContent();
        Matcher line = STATUS_LINE.matcher(
                content == null ? "" : new String(content, java.nio.charset.StandardCharsets.UTF_8));
        if (line.lookingAt()) {
            tell(Integer.parseInt(line.group(1)), line.group(2));
        } else if (Headers.value(notify, "Subscription-State").toLowerCase().startsWith("terminated")) {
            tell(408, "the far end told of no outcome");
        }
    }

    private void tell(int status, String phrase) {
        if (done || !call.state().isLive()) {
            return;
        }
        done = status >= 200;
        call.listener().onTransferProgress(status, phrase);
    }
}
