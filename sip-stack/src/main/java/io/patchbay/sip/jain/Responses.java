package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import io.patchbay.sip.Refusal;
import java.text.ParseException;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;

/** Builds responses (RFC 3261 §8.2.6). */
final class Responses {
    private static final int NOT_ACCEPTABLE_HERE = 488;
    private static final int NOT_ACCEPTABLE = 606;

    private final String server;
    private final String warningAgent;

    /**
     * @param server the Server header
     * @param warningAgent who warns, a host name or address (RFC 3261 §20.43)
     */
    Responses(String server, String warningAgent) {
        this.server = server;
        this.warningAgent = warningAgent;
    }

    /** A response with {@code toTag}, unless the request's To has a tag already or the status is 100. */
    SIPResponse make(SIPRequest request, int status, String phrase, String toTag) {
        SIPResponse response = request.createResponse(status, oneLine(phrase));
        if (status > 100) {
            if (request.getToTag() == null) {
                response.setToTag(toTag);
            }
            response.setHeader(Headers.of("Server", server));
        }
        return response;
    }

    /** A final response that says why: Reason for programs and logs, Warning where RFC 3261 §20.43 has a code for it. */
    SIPResponse refusal(SIPRequest request, Refusal refusal, String toTag) {
        SIPResponse response = make(request, refusal.status(), refusal.phrase(), toTag);
        response.addHeader(Headers.reason(refusal));
        if (refusal.retryAfter().toSeconds() > 0) {
            Headers.add(
                    response, "Retry-After", String.valueOf(refusal.retryAfter().toSeconds()));
        }
        if (refusal.status() == NOT_ACCEPTABLE_HERE || refusal.status() == NOT_ACCEPTABLE) {
            // 304: media type not available; 399 would be shown to people by some phones, 304 as "no common codec"
            Headers.add(response, "Warning", "304 " + warningAgent + " " + Headers.quoted(refusal.explanation()));
        }
        return response;
    }

    /** 500 with Retry-After, for a request that comes too soon (RFC 3261 §14.2). */
    SIPResponse retryLater(SIPRequest request, String why, String toTag) {
        SIPResponse later = refusal(request, new Refusal(500, "Server Internal Error", why), toTag);
        Headers.add(
                later, "Retry-After", String.valueOf(ThreadLocalRandom.current().nextInt(11)));
        return later;
    }

    /** What every 2xx and 18x of a dialog carries: our Contact and, on a 2xx, what we understand. */
    SIPResponse withContact(SIPResponse response, ContactHeader contact) {
        response.setHeader(contact);
        if (response.getStatusCode() >= 200) {
            Capabilities.write(response);
        }
        return response;
    }

    /** RFC 3261 §11.2. */
    SIPResponse options(SIPRequest request, String toTag) {
        SIPResponse response = make(request, 200, "OK", toTag);
        Capabilities.write(response);
        Headers.add(response, "Accept-Encoding", "identity");
        Headers.add(response, "Accept-Language", "en");
        return response;
    }

    static void setBody(javax.sip.message.Message message, Body body) {
        try {
            message.setContent(body.content(), contentType(body.contentType()));
        } catch (ParseException e) {
            throw new IllegalArgumentException("cannot send a body of type " + body.contentType(), e);
        }
    }

    private static ContentTypeHeader contentType(String text) {
        String type = text.indexOf(';') < 0 ? text : text.substring(0, text.indexOf(';'));
        int slash = type.indexOf('/');
        if (slash <= 0 || type.indexOf(';') >= 0) {
            throw new IllegalArgumentException("a media type looks like application/sdp, not " + text);
        }
        if (text.equals(type)) {
            return new ContentType(
                    type.substring(0, slash).strip(), type.substring(slash + 1).strip());
        }
        return (ContentTypeHeader) Headers.of("Content-Type", text);
    }

    private static String oneLine(String phrase) {
        return phrase.replaceAll("[\\p{Cntrl}]", " ");
    }
}
