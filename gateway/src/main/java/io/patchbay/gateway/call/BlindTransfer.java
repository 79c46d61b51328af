package io.patchbay.gateway.call;

import io.patchbay.gateway.room.RoomName;
import io.patchbay.gateway.trunk.CallPath;
import io.patchbay.gateway.trunk.Selection;
import io.patchbay.sip.Binding;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipUri;
import io.patchbay.sip.Transfer;
import io.patchbay.sip.UserAgent;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A phone in a room hands its place to somebody else: we call them into the room, and hang up on the phone once they have
 * answered. Only devices registered here are called for it: a caller must not make us dial out.
 */
final class BlindTransfer {
    private static final Logger log = LoggerFactory.getLogger(BlindTransfer.class);

    private final Calls calls;
    private final UserAgent userAgent;

    BlindTransfer(Calls calls, UserAgent userAgent) {
        this.calls = calls;
        this.userAgent = userAgent;
    }

    /** On the loop of {@code call}, which is in {@code room}. */
    void take(Call call, RoomName room, Transfer transfer) {
        String device = transfer.target().user().toLowerCase(Locale.ROOT);
        List<Binding> bindings = userAgent.bindingsOf(device);
        if (bindings.isEmpty()) {
            log.info("not transferred to {}: no registered device", transfer.target());
            transfer.refuse(new Refusal(
                    403,
                    "Forbidden",
                    "calls are transferred to registered devices only, and '" + device + "' is none"));
            return;
        }
        log.info("the phone asks for {} in its place", device);
        transfer.accept();
        OutgoingPhoneCall placed = calls.place(userAgent, way(device, bindings, room, transfer), room);
        placed.whenAnswered().thenRun(() -> call.loop().execute(() -> {
            transfer.progress(200, "OK");
            call.otherEnd().handOver(placed);
            call.hangUp(new EndReason.HungUp(Side.LOCAL, "transferred to " + device));
        }));
        placed.whenEnded().thenAccept(reason -> call.loop().execute(() -> {
            int status = reason.sipStatus() < 300 ? 487 : reason.sipStatus();
            transfer.progress(status, reason.text()); // says nothing more where it was answered before
        }));
    }

    private Selection way(String device, List<Binding> bindings, RoomName room, Transfer transfer) {
        String host = userAgent.listeningOn().get(0).getAddress().getHostAddress();
        CallPath plain = CallPath.toDevice(
                device,
                ForkOrder.of(bindings),
                new SipAddress(device, SipUri.of(device, host)),
                new SipAddress(room.value(), SipUri.of(room.value(), host)));
        List<HeaderField> headers = transfer.replaces()
                .map(value -> List.of(new HeaderField("Replaces", value)))
                .orElse(List.of());
        return new Selection(List.of(plain.with(headers)), List.of());
    }
}
