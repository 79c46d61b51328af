package io.patchbay.testbeds.phone;

import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One request of ours, sent again over UDP until it is answered (RFC 3261 §17.1). Belongs to the SIP thread. */
final class ClientTransaction {
    private static final long T1 = 500;
    private static final long T2 = 4_000;

    private final SipWire wire;
    private final ScheduledExecutorService sipThread;
    private final SipMessage request;
    private final InetSocketAddress target;
    private final Consumer<SipMessage> onResponse;
    private ScheduledFuture<?> retransmission;
    private ScheduledFuture<?> timeout;
    private boolean answered;

    ClientTransaction(
            SipWire wire,
            ScheduledExecutorService sipThread,
            SipMessage request,
            InetSocketAddress target,
            Consumer<SipMessage> onResponse) {
        this.wire = wire;
        this.sipThread = sipThread;
        this.request = request;
        this.target = target;
        this.onResponse = onResponse;
    }

    SipMessage request() {
        return request;
    }

    InetSocketAddress target() {
        return target;
    }

    void start() {
        timeout = sipThread.schedule(this::timedOut, 64 * T1, TimeUnit.MILLISECONDS);
        send(T1);
    }

    private void send(long interval) {
        wire.send(request.encode(), target);
        if (wire.transport().equals("UDP")) {
            long next = request.method().equals("INVITE") ? 2 * interval : Math.min(2 * interval, T2);
            retransmission = sipThread.schedule(() -> send(next), interval, TimeUnit.MILLISECONDS);
        }
    }

    /** The request once more, out of turn. */
    void resend() {
        wire.send(request.encode(), target);
    }

    void received(SipMessage response) {
        boolean invite = request.method().equals("INVITE");
        if (invite || response.status() >= 200) {
            cancel(retransmission);
            cancel(timeout);
        }
        if (response.status() >= 200 && !invite) {
            if (answered) {
                return; // sent again
            }
            answered = true;
        }
        onResponse.accept(response);
    }

    private void timedOut() {
        cancel(retransmission);
        onResponse.accept(SipMessage.response(request, 408, "Request Timeout (no answer came)", ""));
    }

    private static void cancel(ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
