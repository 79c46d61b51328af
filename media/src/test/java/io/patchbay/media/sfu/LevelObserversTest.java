package io.patchbay.media.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.loop.Ticker;
import io.patchbay.media.rtp.HeaderExtensionBlock;
import io.patchbay.media.rtp.RtpPacket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is heard and who speaks, with in-process producers that talk on the loop's tick. */
class LevelObserversTest {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final int SILENT = 127;

    private final SfuFixture sfu = new SfuFixture();
    private final Talker alice = new Talker(1);
    private final Talker bob = new Talker(2);
    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        sfu.run(() -> {
            sfu.loop.removeTicker(alice);
            sfu.loop.removeTicker(bob);
        });
        sfu.close();
    }

    @Test
    void tellsTheLoudestFirstAndSilenceOnce() {
        sfu.run(() -> {
            AudioLevelObserver observer = sfu.router.createAudioLevelObserver(
                    new AudioLevelObserverOptions(5, -60, Duration.ofMillis(200)), new AudioLevelListener() {
                        @Override
                        public void onLevels(List<AudioLevel> levels) {
                            StringBuilder line = new StringBuilder();
                            levels.forEach(level -> line.append(name(level.producer()))
                                    .append(level.level())
                                    .append(' '));
                            told.add(line.toString().trim());
                        }

                        @Override
                        public void onSilence() {
                            told.add("silence");
                        }
                    });
            observer.addProducer(alice.producer);
            observer.addProducer(bob.producer);
        });

        alice.level = 40;
        bob.level = 25;
        await().atMost(PATIENCE).until(() -> told.contains("bob-25 alice-40"));

        alice.level = SILENT;
        bob.level = 70;
        await().atMost(PATIENCE).until(() -> told.contains("silence"));
        assertThat(told.stream().filter("silence"::equals)).hasSize(1);
    }

    @Test
    void tellsWhoSpeaksAndThatASpeakerWhoLeavesIsNobody() {
        sfu.run(() -> {
            ActiveSpeakerObserver observer = sfu.router.createActiveSpeakerObserver(
                    Duration.ofMillis(100), speaker -> told.add(speaker == null ? "nobody" : name(speaker)));
            observer.addProducer(alice.producer);
            observer.addProducer(bob.producer);
        });
        bob.level = 30;
        await().atMost(PATIENCE).until(() -> told.contains("bob"));
        sfu.run(bob.producer::close);
        await().atMost(PATIENCE).until(() -> told.equals(List.of("bob", "nobody")));
    }

    private String name(Producer producer) {
        return producer == alice.producer ? "alice" : "bob";
    }

    /** Sends a packet of a level each tick. */
    private final class Talker implements Ticker {
        private final Producer producer;
        private final long ssrc;
        private final byte[] bytes = new byte[100];
        private final RtpPacket packet = new RtpPacket();
        private final HeaderExtensionBlock block = new HeaderExtensionBlock();
        private int sequence;
        private volatile int level = SILENT;

        Talker(long ssrc) {
            this.ssrc = ssrc;
            MediaLoop loop = sfu.loop;
            producer = sfu.on(() -> sfu.router.createDirectTransport().produce(SfuFixture.audio(ssrc)));
            sfu.run(() -> loop.addTicker(this));
        }

        @Override
        public void onTick(long nanos) {
            sequence++;
            block.clear().add8(SfuFixture.LEVEL, level);
            int header = block.writeHeader(bytes, 0, SfuFixture.OPUS, false, sequence & 0xFFFF, 960L * sequence, ssrc);
            if (packet.parse(bytes, 0, header + 20)) {
                producer.send(packet);
            }
        }
    }
}
