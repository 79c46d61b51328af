package io.patchbay.sip.jain;

import gov.nist.javax.sip.ServerTransactionExt;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.extensions.Replaces;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.CallId;
import io.patchbay.sip.Refusal;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests from the stack and gives each to whom it is for: a call's loop, the registrar, or an answer at once. Runs
 * on the stack's threads and does not wait.
 */
final class IncomingRequests {
    private static final Logger log = LoggerFactory.getLogger(IncomingRequests.class);

    private final AgentContext agent;
    private final DigestServer digest;
    private final Registrar registrar;
    private final RequestChecks checks;
    private final RefusedRequests refused;

    IncomingRequests(AgentContext agent, DigestServer digest, Registrar registrar, RefusedRequests refused) {
        this.agent = agent;
        this.digest = digest;
        this.registrar = registrar;
        this.refused = refused;
        this.checks = new RequestChecks(
                agent.responses(),
                new MergedRequests(agent.loops().timers(), agent.settings().timerT1()),
                agent.settings().sessionTimer());
    }

    /**
     * @param known the transaction where the stack has made one already, else null
     */
    void handle(SIPRequest request, ServerTransaction known, LocalAddress local) {
        if (request.getMethod().equals("ACK")) {
            call(request).ifPresent(call -> call.loop().execute(() -> call.onAck(request)));
            return;
        }
        Optional<SIPResponse> notAllowed = checks.method(request, StatelessReply.toTag(request));
        if (notAllowed.isPresent()) {
            turnDown(request, notAllowed.get());
            StatelessReply.send(request, notAllowed.get());
            return;
        }
        try {
            handle(new ServerExchange(request, known == null ? open(request, local) : known, local));
        } catch (SipException e) {
            onNoTransaction(request, e);
        }
    }

    /** A repetition that overtook its first copy, or a request that lacks what its method needs. */
    private void onNoTransaction(SIPRequest request, SipException problem) {
        if (problem.getCause() instanceof ParseException e) {
            Refusal refusal = new Refusal(400, "Bad Request", MessageGuard.oneLine(e.getMessage()));
            SIPResponse response = agent.responses().refusal(request, refusal, StatelessReply.toTag(request));
            turnDown(request, response);
            StatelessReply.send(request, response);
        } else {
            log.debug("no transaction for {}: {}", request.getFirstLine(), problem.getMessage());
        }
    }

    private void handle(ServerExchange exchange) {
        SIPRequest request = exchange.request();
        if (request.getMethod().equals("CANCEL")) {
            cancel(exchange);
            return;
        }
        Optional<SIPResponse> refusal = checks.refusalOf(request, ClientRequests.token(8));
        if (refusal.isPresent()) {
            turnDown(request, refusal.get());
            exchange.send(refusal.get());
            return;
        }
        if (request.getToTag() != null) {
            within(exchange);
            return;
        }
        switch (request.getMethod()) {
            case "INVITE" -> invite(exchange);
            case "OPTIONS" -> options(exchange);
            case "MESSAGE" -> message(exchange);
            case "REGISTER" -> registrar.handle(exchange);
            case "REFER" ->
                refuse(exchange, 403, "Forbidden", "REFER is taken within a call only: whom should it move?");
            case "NOTIFY" -> refuse(exchange, 489, "Bad Event", "nothing was subscribed to from here");
            default -> refuse(exchange, 481, "Call/Transaction Does Not Exist", "no such call");
        }
    }

    private ServerTransaction open(SIPRequest request, LocalAddress local) throws SipException {
        // Before it is opened: the stack starts the timer with the 100 that it sends by itself after 200 ms.
        if (request.getTransaction() instanceof Transaction prepared) {
            prepared.setRetransmitTimer((int) agent.settings().timerT1().toMillis());
        }
        return local.provider().getNewServerTransaction(request);
    }

    private Optional<CallSession> call(SIPRequest request) {
        return agent.calls().find(request.getCallId().getCallId(), ((To) request.getTo()).getTag());
    }

    private void within(ServerExchange exchange) {
        call(exchange.request())
                .ifPresentOrElse(
                        call -> call.loop().execute(() -> call.onRequest(exchange)),
                        () -> refuse(
                                exchange, 481, "Call/Transaction Does Not Exist", "no such call, or it has ended"));
    }

    private void invite(ServerExchange exchange) {
        proven(exchange, device -> {
            if (exchange.request().getHeader(Replaces.NAME) instanceof Replaces replaces) {
                replace(exchange, device, replaces);
            } else {
                begin(exchange, device, Optional.empty());
            }
        });
    }

    private void message(ServerExchange exchange) {
        proven(exchange, device -> agent.application()
                .onMessage(new ReceivedMessage(
                        agent.responses(),
                        exchange,
                        ClientRequests.token(8),
                        device,
                        refusal -> refused.add(exchange.request(), refusal))));
    }

    /** Goes on with the device that proved itself, if any did; challenges those who have to and have not. */
    private void proven(ServerExchange exchange, Consumer<Optional<String>> then) {
        SIPRequest request = exchange.request();
        DigestServer.Result proof = digest.check(request);
        boolean isProven = proof.outcome() == DigestServer.Outcome.PROVEN;
        if (!isProven
                && agent.application()
                        .demandsProof(
                                exchange.origin(),
                                Uris.read(request.getRequestURI()),
                                Uris.read(request.getFrom().getAddress()))) {
            demandProof(exchange, proof);
        } else {
            then.accept(isProven ? Optional.of(proof.device()) : Optional.empty());
        }
    }

    /** RFC 3891 §3. The call in question is asked on its own loop. */
    private void replace(ServerExchange exchange, Optional<String> device, Replaces replaces) {
        Optional<CallSession> found = agent.calls().find(replaces.getCallId(), replaces.getToTag());
        if (found.isEmpty()) {
            refuse(exchange, 481, "Call/Transaction Does Not Exist", "the call to be replaced isn't here");
            return;
        }
        CallSession replaced = found.get();
        replaced.loop()
                .execute(() -> replaced.refusalToReplace(replaces.getFromTag(), replaces.hasParameter("early-only"))
                        .ifPresentOrElse(
                                refusal -> refuse(exchange, refusal.status(), refusal.phrase(), refusal.explanation()),
                                () -> begin(exchange, device, Optional.of(replaced.callId()))));
    }

    private void begin(ServerExchange exchange, Optional<String> device, Optional<CallId> replaced) {
        IncomingSession call = new IncomingSession(
                agent, exchange, BodyReader.read(exchange.request()).session(), device, replaced);
        agent.calls().add(call, call.localTag());
        call.loop().execute(call::begin);
    }

    /** RFC 3261 §22.1: whoever shows nothing is asked; whoever shows something wrong is told so. */
    private void demandProof(ServerExchange exchange, DigestServer.Result proof) {
        if (proof.outcome() == DigestServer.Outcome.WRONG) {
            agent.application().onWrongProof(exchange.source(), proof.device());
            refuse(
                    exchange,
                    403,
                    "Forbidden",
                    "the password for " + proof.device() + " is wrong, or nobody is called so");
            return;
        }
        SIPResponse response = agent.responses().make(exchange.request(), 401, "Unauthorized", ClientRequests.token(8));
        digest.challenge(response, proof.outcome() == DigestServer.Outcome.STALE);
        exchange.send(response);
    }

    /** RFC 3261 §9.2. */
    private void cancel(ServerExchange exchange) {
        ServerTransaction invite = ((ServerTransactionExt) exchange.transaction()).getCanceledInviteTransaction();
        if (invite != null && invite.getApplicationData() instanceof Cancellable cancelled) {
            cancelled.loop().execute(() -> cancelled.onCancel(exchange));
        } else {
            refuse(exchange, 481, "Call/Transaction Does Not Exist", "there is no INVITE to cancel");
        }
    }

    /** RFC 3261 §11.2: the status is the one an INVITE would get. */
    private void options(ServerExchange exchange) {
        String toTag = ClientRequests.token(8);
        SIPResponse response = agent.application().takesCalls()
                ? agent.responses().options(exchange.request(), toTag)
                : agent.responses()
                        .refusal(
                                exchange.request(),
                                new Refusal(503, "Service Unavailable", "no new calls are taken at the moment"),
                                toTag);
        exchange.send(response);
    }

    private void refuse(ServerExchange exchange, int status, String phrase, String why) {
        Refusal refusal = new Refusal(status, phrase, why);
        SIPResponse response = agent.responses().refusal(exchange.request(), refusal, ClientRequests.token(8));
        turnDown(exchange.request(), response);
        exchange.send(response);
    }

    private void turnDown(SIPRequest request, SIPResponse response) {
        refused.add(
                request, new Refusal(response.getStatusCode(), response.getReasonPhrase(), Headers.reasonOf(response)));
    }
}
