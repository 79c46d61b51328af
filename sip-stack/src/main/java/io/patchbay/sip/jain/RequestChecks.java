package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.Accept;
import gov.nist.javax.sip.header.Require;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SessionTimerSettings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.Header;

/** The inspection of a request before anyone acts on it (RFC 3261 §8.2). ACK and CANCEL are exempt. */
final class RequestChecks {
    private static final Set<String> OTHER_CONTENT =
            Set.of("INFO", "NOTIFY", "MESSAGE"); // theirs is judged by who takes it

    private final Responses responses;
    private final MergedRequests merged;
    private final SessionTimerSettings sessionTimer;

    RequestChecks(Responses responses, MergedRequests merged, SessionTimerSettings sessionTimer) {
        this.sessionTimer = sessionTimer;
        this.responses = responses;
        this.merged = merged;
    }

    /** The response that turns {@code request} down; empty where nothing is wrong with it. */
    Optional<SIPResponse> refusalOf(SIPRequest request, String toTag) {
        return scheme(request, toTag)
                .or(() -> maxForwards(request, toTag))
                .or(() -> merged(request, toTag))
                .or(() -> require(request, toTag))
                .or(() -> sessionInterval(request, toTag))
                .or(() -> content(request, toTag))
                .or(() -> accept(request, toTag));
    }

    /** 405 with Allow for a method that we don't understand. Asked first, and answered without a transaction. */
    Optional<SIPResponse> method(SIPRequest request, String toTag) {
        if (Capabilities.METHODS.contains(request.getMethod())) {
            return Optional.empty();
        }
        SIPResponse response = refusal(
                request, toTag, 405, "Method Not Allowed", request.getMethod() + " is not understood; see Allow");
        Headers.add(response, "Allow", Capabilities.ALLOW); // RFC 3261 §8.2.1
        return Optional.of(response);
    }

    private Optional<SIPResponse> scheme(SIPRequest request, String toTag) {
        URI uri = request.getRequestURI();
        boolean isNumber = uri instanceof TelURL && request.getMethod().equals("INVITE"); // RFC 3261 §19.1.6
        if (uri.isSipURI() || isNumber) {
            return Optional.empty();
        }
        return Optional.of(refusal(
                request,
                toTag,
                416,
                "Unsupported URI Scheme",
                "the Request-URI is of scheme " + uri.getScheme() + "; use sip:, sips: or, for a call, tel:"));
    }

    private Optional<SIPResponse> maxForwards(SIPRequest request, String toTag) {
        if (request.getMaxForwards() == null || request.getMaxForwards().getMaxForwards() > 0) {
            return Optional.empty();
        }
        return Optional.of(
                refusal(request, toTag, 483, "Too Many Hops", "Max-Forwards is 0: the request went round in circles"));
    }

    /** RFC 3261 §8.2.2.2. */
    private Optional<SIPResponse> merged(SIPRequest request, String toTag) {
        if (request.getToTag() != null || !merged.isSecondCopy(request)) {
            return Optional.empty();
        }
        return Optional.of(refusal(
                request, toTag, 482, "Loop Detected", "this request came before by another way, or went in a circle"));
    }

    /** RFC 3261 §8.2.2.3. */
    private Optional<SIPResponse> require(SIPRequest request, String toTag) {
        List<String> unknown = new ArrayList<>();
        for (Iterator<?> headers = request.getHeaders("Require"); headers.hasNext(); ) {
            Header header = (Header) headers.next();
            if (header instanceof Require require && !Capabilities.knows(require.getOptionTag(), request.getMethod())) {
                unknown.add(require.getOptionTag());
            }
        }
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        String tags = String.join(", ", unknown);
        SIPResponse response = refusal(
                request, toTag, 420, "Bad Extension", "the extension " + tags + " is required but not supported");
        Headers.add(response, "Unsupported", tags);
        return Optional.of(response);
    }

    /** RFC 4028 §9. */
    private Optional<SIPResponse> sessionInterval(SIPRequest request, String toTag) {
        boolean isAboutSession =
                request.getMethod().equals("INVITE") || request.getMethod().equals("UPDATE");
        if (!isAboutSession || !SessionTerms.isTooShort(request, sessionTimer)) {
            return Optional.empty();
        }
        SIPResponse response = refusal(
                request,
                toTag,
                422,
                "Session Interval Too Small",
                "the session interval is shorter than " + sessionTimer.minSe().toSeconds()
                        + " s, the least granted here");
        SessionTerms.writeMinSe(response, sessionTimer.minSe());
        return Optional.of(response);
    }

    /** RFC 3261 §8.2.3. */
    private Optional<SIPResponse> content(SIPRequest request, String toTag) {
        if (OTHER_CONTENT.contains(request.getMethod())) {
            return Optional.empty();
        }
        return BodyReader.read(request).refusal().map(refusal -> {
            SIPResponse response = responses.refusal(request, refusal, toTag);
            Headers.add(response, "Accept", Body.SDP);
            Headers.add(response, "Accept-Encoding", "identity");
            return response;
        });
    }

    /** RFC 3261 §21.4.7: whoever calls and cannot read SDP cannot be answered. */
    private Optional<SIPResponse> accept(SIPRequest request, String toTag) {
        Iterator<?> headers = request.getHeaders("Accept");
        if (!request.getMethod().equals("INVITE") || !headers.hasNext()) {
            return Optional.empty(); // none means SDP (RFC 3261 §20.1)
        }
        while (headers.hasNext()) {
            if (!(headers.next() instanceof Accept accept) || takesSdp(accept)) {
                return Optional.empty();
            }
        }
        return Optional.of(refusal(
                request,
                toTag,
                406,
                "Not Acceptable",
                "its Accept leaves out " + Body.SDP + ", the only answer there is"));
    }

    private static boolean takesSdp(Accept accept) {
        String type = String.valueOf(accept.getContentType());
        String subtype = String.valueOf(accept.getContentSubType());
        return type.equals("*")
                || type.equalsIgnoreCase("application") && (subtype.equals("*") || subtype.equalsIgnoreCase("sdp"));
    }

    private SIPResponse refusal(SIPRequest request, String toTag, int status, String phrase, String why) {
        return responses.refusal(request, new Refusal(status, phrase, why), toTag);
    }
}
