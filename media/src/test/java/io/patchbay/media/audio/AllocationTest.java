package io.patchbay.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.rtp.RtpPacket;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int PHONES = 10;
    private static final int TICKS = 500;

    @Test
    void aCallInSteadyStateLeavesNothingForTheCollector() {
        MediaLoop loop = MediaLoop.start("test-allocation");
        AudioCodecs codecs = new AudioCodecs();
        long bytes = loop.call(() -> {
                    AudioBridge bridge = new AudioBridge(loop, codecs);
                    try (TestPhone phone = new TestPhone(AudioCodec.PCMU, 0, codecs)) {
                        for (int i = 0; i < PHONES; i++) {
                            AudioLegConfig config = new AudioLegConfig(
                                    "phone " + i,
                                    LegFormat.of(AudioCodec.PCMU, 0),
                                    i,
                                    RoomStream.withSsrc(i),
                                    DtmfListener.NONE);
                            legs[i] = bridge.addLeg(config, packet -> sent++, packet -> sentToRoom++);
                            legs[i].setConsumed(true);
                        }
                        RtpPacket packet = phone.say(440, -20, 20);
                        run(bridge, packet, TICKS); // warm up: rings fill, code compiles
                        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                        long before = threads.getCurrentThreadAllocatedBytes();
                        run(bridge, packet, TICKS);
                        return threads.getCurrentThreadAllocatedBytes() - before;
                    } finally {
                        bridge.close();
                    }
                })
                .join();
        loop.close();
        assertThat(sent).isEqualTo(2 * TICKS * PHONES);
        assertThat(sentToRoom).isEqualTo(2 * TICKS * PHONES);
        assertThat(bytes / (TICKS * PHONES))
                .as("bytes for each packet in, and one out to each side")
                .isLessThan(64);
    }

    private final AudioLeg[] legs = new AudioLeg[PHONES];
    private int sent;
    private int sentToRoom;
    private int said;

    private void run(AudioBridge bridge, RtpPacket packet, int ticks) {
        for (int t = 0; t < ticks; t++) {
            said++;
            packet.sequenceNumber(said & 0xFFFF);
            packet.timestamp(160L * said);
            long now = 1_000_000_000L + said * MediaLoop.TICK_NANOS;
            for (int i = 0; i < PHONES; i++) {
                legs[i].onRtp(packet, now);
            }
            bridge.onTick(now + 5_000_000);
        }
    }
}
