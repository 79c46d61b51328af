package io.patchbay.media.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.media.rtp.RtpPacket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A browser that was let in, has keys, and sends nonsense under them. The fixture asserts that nothing threw in the loop. */
class HostileBrowserTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PACKETS = 3_000;

    private final SfuFixture sfu = new SfuFixture();
    private final TestBrowser hostile = sfu.browser();
    private final TestBrowser victim = sfu.browser();
    private final Random random = new Random(17);

    @AfterEach
    void nothingIsLeft() {
        hostile.close();
        victim.close();
        sfu.close();
    }

    @Test
    void nonsenseUnderItsOwnKeysHarmsNobody() {
        Producer audio = sfu.on(() -> hostile.transport.produce(SfuFixture.audio(77)));
        Producer video = sfu.on(() -> hostile.transport.produce(SfuFixture.video(88)));
        Producer good = sfu.on(() -> victim.transport.produce(SfuFixture.audio(5)));
        Consumer heard = consume(hostile, good);
        consume(victim, audio);
        consume(victim, video);

        for (int i = 0; i < PACKETS; i++) {
            if (i % 2 == 0) {
                hostile.sendProtected(nonsensicalRtp(i), false);
            } else {
                hostile.sendProtected(nonsensicalRtcp(heard), true);
            }
        }
        await().atMost(PATIENCE).until(() -> sfu.on(hostile.transport::stats).packetsReceived() >= PACKETS);

        victim.sendAudio(5, 1);
        long ssrc = heard.rtpParameters().encodings().get(0).ssrc();
        await().atMost(PATIENCE).until(() -> hostile.received(ssrc).size() == 1);
        assertThat(sfu.node.gauges().badPackets().get("rtp")).isPositive();
        assertThat(sfu.node.gauges().badPackets().get("rtcp")).isPositive();
    }

    @Test
    void aPathThatAnotherBrowserUsesIsNotTakenByAnAddressThatIsForged() {
        Producer good = sfu.on(() -> victim.transport.produce(SfuFixture.audio(5)));
        Consumer heard = consume(hostile, good);
        TransportTuple before = sfu.on(victim.transport::tuple);

        victim.send(hostile.check().nominating()); // from the victim's own address, for the hostile one's transport
        await().atMost(PATIENCE).until(() -> sfu.node.gauges().badPackets().get("stun") > 0);

        assertThat(sfu.on(victim.transport::tuple)).isEqualTo(before);
        assertThat(sfu.on(hostile.transport::tuple)).isNotEqualTo(before);
        victim.sendAudio(5, 1);
        long ssrc = heard.rtpParameters().encodings().get(0).ssrc();
        await().atMost(PATIENCE).until(() -> hostile.received(ssrc).size() == 1);
    }

    private Consumer consume(TestBrowser by, Producer producer) {
        return sfu.on(() -> by.transport.consume(ConsumerOptions.of(producer.id(), SfuFixture.chromium())));
    }

    /** Right in version, SSRC and payload type, mostly; anything goes behind that. */
    private byte[] nonsensicalRtp(int sequence) {
        byte[] packet = new byte[12 + random.nextInt(80)];
        random.nextBytes(packet);
        boolean video = random.nextBoolean();
        int flags = packet[0] & 0x3F; // padding, extension, CSRC count as they come
        RtpPacket.writeHeader(
                packet,
                0,
                video ? SfuFixture.VP8 : SfuFixture.OPUS,
                random.nextBoolean(),
                sequence & 0xFFFF,
                random.nextInt() & 0xFFFF_FFFFL,
                video ? 88 : 77);
        packet[0] |= (byte) (random.nextInt(4) == 0 ? flags : 0);
        if ((packet[0] & 0x10) != 0 && packet.length >= 20) {
            packet[12] = (byte) 0xBE; // often an extension that looks right at first
            packet[13] = (byte) 0xDE;
            packet[14] = 0;
            packet[15] = (byte) random.nextInt(4);
        }
        return packet;
    }

    private byte[] nonsensicalRtcp(Consumer about) {
        byte[] packet = new byte[8 + 4 * random.nextInt(20)];
        random.nextBytes(packet);
        packet[0] = (byte) (0x80 | random.nextInt(64) & 0x3F);
        packet[1] = (byte) (int) List.of(200, 201, 202, 203, 204, 205, 206, 207).get(random.nextInt(8));
        packet[2] = 0;
        packet[3] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : packet.length / 4 - 1);
        if (packet.length >= 12 && random.nextBoolean()) {
            long ssrc = about.rtpParameters().encodings().get(0).ssrc();
            for (int i = 0; i < 4; i++) {
                packet[8 + i] = (byte) (ssrc >> 24 - 8 * i);
            }
        }
        return packet;
    }
}
