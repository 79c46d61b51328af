package io.patchbay.gateway.call;

import io.patchbay.media.audio.DtmfKeys;
import io.patchbay.sip.Body;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** The ways in which keys get to the far end. */
enum KeysBy {
    /** Telephone-events (RFC 4733) where they were negotiated, else tones. */
    AUTO {
        @Override
        void send(Call call, DtmfKeys keys) {
            call.leg().press(keys, false);
        }
    },
    /** Tones in the audio, whatever was negotiated. */
    TONES {
        @Override
        void send(Call call, DtmfKeys keys) {
            call.leg().press(keys, true);
        }
    },
    /** SIP INFO with {@code application/dtmf-relay}, one each key. */
    INFO {
        @Override
        void send(Call call, DtmfKeys keys) {
            Duration at = Duration.ZERO;
            for (char key : keys.text().toCharArray()) {
                if (key == ',') {
                    at = at.plus(PAUSE);
                    continue;
                }
                Body body = new Body(
                        "application/dtmf-relay",
                        "Signal=%s\r\nDuration=%d\r\n"
                                .formatted(key, KEY.toMillis())
                                .getBytes(StandardCharsets.US_ASCII));
                call.loop().schedule(at, () -> call.sip().info(body)); // says nothing once the call has ended
                at = at.plus(EVERY);
            }
        }
    };

    private static final Duration KEY = Duration.ofMillis(120);
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * Presses {@code keys} one after the other, beginning now. On the call's loop.
     *
     * @throws IllegalStateException where the call is not established
     */
    final void press(Call call, DtmfKeys keys) {
        if (call.state() != CallState.ESTABLISHED) {
            throw new IllegalStateException("call " + call.id() + " is not established");
        }
        send(call, keys);
    }

    abstract void send(Call call, DtmfKeys keys);

    final String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
