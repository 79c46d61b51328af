package io.patchbay.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.rtp.AudioLevel;
import io.patchbay.media.rtp.RtpPacket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole test runs inside one task of the loop, so that the bridge ticks when the test says so. */
class AudioBridgeTest {
    private static final double SAID = -20;
    private static final double OPUS_TOLERANCE = 3; // dB: it codes speech, not tones
    private static final int TICK = 20;

    private final MediaLoop loop = MediaLoop.start("test-bridge");
    private final AudioCodecs codecs = new AudioCodecs();

    private AudioBridge bridge;
    private final Map<TestPhone, AudioLeg> legs = new LinkedHashMap<>();
    private final Map<TestPhone, Double> speaks = new LinkedHashMap<>();
    private final List<TestPhone> browsers = new ArrayList<>();
    private final Map<TestPhone, RemoteAudio> remotes = new LinkedHashMap<>();
    private long now = 1_000_000_000_000L;

    @AfterEach
    void nothingIsLeft() {
        loop.close();
        assertThat(codecs.openNative()).isZero();
        assertThat(loop.statistics().faults()).isZero();
    }

    @Test
    void eachPhoneHearsAllOthersButNotItself() throws Exception {
        onLoop(() -> {
            TestPhone a = phone(AudioCodec.PCMU, 0, 440);
            TestPhone b = phone(AudioCodec.PCMA, 8, 700);
            TestPhone c = phone(AudioCodec.G722, 9, 1_000);
            TestPhone d = phone(AudioCodec.OPUS, 96, 1_300);
            TestPhone browser = browser(1_700);
            run(1_500);
            assertHears(a, List.of(700, 1_000, 1_300, 1_700), 440);
            assertHears(b, List.of(440, 1_000, 1_300, 1_700), 700);
            assertHears(c, List.of(440, 700, 1_300, 1_700), 1_000);
            assertHears(d, List.of(440, 700, 1_000, 1_700), 1_300);
            assertThat(remotes.get(browser).levelDbov()).isBetween(-22, -18);
        });
    }

    @Test
    void theRoomHearsEachPhoneWithItsLevelAndOnlyWhileSomebodyConsumes() throws Exception {
        onLoop(() -> {
            TestPhone a = phone(AudioCodec.PCMU, 0, 440);
            TestPhone room = roomSides.get(a);
            run(400);
            assertThat(room.packets).isEmpty();
            assertThat(codecs.openNative()).isEqualTo(roomSides.size() * 2);

            legs.get(a).setConsumed(true);
            run(1_000);
            assertThat(room.packets).hasSize(50);
            assertThat(room.hears(440, 500)).isBetween(SAID - OPUS_TOLERANCE, SAID + OPUS_TOLERANCE);
            assertThat(room.packets.get(0).marker()).isTrue();
            assertThat(room.packets.get(1).marker()).isFalse();
            for (int i = 1; i < room.packets.size(); i++) {
                var before = room.packets.get(i - 1);
                var packet = room.packets.get(i);
                assertThat(packet.sequenceNumber()).isEqualTo((before.sequenceNumber() + 1) & 0xFFFF);
                assertThat(packet.timestamp()).isEqualTo((before.timestamp() + 960) & 0xFFFF_FFFFL);
            }
            assertThat(announcedLevels.get(announcedLevels.size() - 1)).isBetween(18, 22);

            legs.get(a).setConsumed(false);
            run(200);
            assertThat(room.packets).hasSize(50);
            assertThat(codecs.openNative()).isEqualTo(roomSides.size() * 2);
        });
    }

    @Test
    void theRoomIsSparedTheNoiseOfPauses() throws Exception {
        onLoop(() -> {
            TestPhone a = phone(AudioCodec.PCMU, 0, 440);
            TestPhone room = roomSides.get(a);
            legs.get(a).setConsumed(true);
            run(600);
            levels.put(a, -62.0);
            run(1_000);
            int spoken = room.packets.size();
            assertThat(spoken).isBetween(30 + 15, 30 + 40); // a pause is one only after a while
            run(2_000);
            assertThat(room.packets).hasSize(spoken);

            levels.put(a, SAID);
            run(200); // 40 ms of it in the jitter buffer
            var last = room.packets.get(spoken - 1);
            var next = room.packets.get(spoken);
            assertThat(next.marker()).isTrue();
            assertThat(next.sequenceNumber()).isEqualTo((last.sequenceNumber() + 1) & 0xFFFF);
            long ticks = ((next.timestamp() - last.timestamp()) & 0xFFFF_FFFFL) / 960;
            assertThat(ticks).isBetween((long) 130 - spoken + 30, (long) 130 - spoken + 60);
            assertThat(room.packets).hasSizeGreaterThan(spoken + 5);
        });
    }

    @Test
    void musicPlayedSoftlyIsNoPause() throws Exception {
        onLoop(() -> {
            TestPhone a = phone(AudioCodec.PCMU, 0, 440);
            legs.get(a).setConsumed(true);
            levels.put(a, -45.0);
            run(10_000);
            assertThat(roomSides.get(a).packets).hasSizeGreaterThan(490);
        });
    }

    @Test
    void aPhoneThatFailsKeepsTheOthersNeitherFromSpeakingNorFromHearing() throws Exception {
        onLoop(() -> {
            AudioLegConfig failing = new AudioLegConfig(
                    "failing", LegFormat.of(AudioCodec.PCMU, 0), 1, RoomStream.withSsrc(2), DtmfListener.NONE);
            bridge.addLeg(failing, packet -> fail(), packet -> {});
            TestPhone a = phone(AudioCodec.PCMU, 0, 440);
            TestPhone b = phone(AudioCodec.PCMA, 8, 700);
            for (int i = 0; i < 50; i++) {
                assertThatThrownBy(() -> run(TICK)).hasMessage("it fails");
                now += MediaLoop.TICK_NANOS;
            }
            assertHears(a, List.of(700), 440);
            assertHears(b, List.of(440), 700);
        });
    }

    private static void fail() {
        throw new IllegalStateException("it fails");
    }

    @Test
    void aMutedPhoneIsNotHeardButHears() throws Exception {
        onLoop(() -> {
            TestPhone a = phone(AudioCodec.PCMU, 0, 440);
            TestPhone b = phone(AudioCodec.PCMU, 0, 700);
            legs.get(a).setConsumed(true);
            run(600);
            legs.get(a).setMuted(true);
            run(600);
            assertThat(b.hears(440, 300)).isLessThan(-70);
            assertThat(a.hears(700, 300)).isBetween(SAID - 1, SAID + 1);
            assertThat(legs.get(a).levelDbov()).isLessThan(-60);
            int sent = roomSides.get(a).packets.size();
            run(200);
            assertThat(roomSides.get(a).packets).hasSize(sent);
            legs.get(a).setMuted(false);
            run(600);
            assertThat(b.hears(440, 300)).isBetween(SAID - 1, SAID + 1);
        });
    }

    @Test
    void phoneApartNeitherHearsNorIsHeardButHearsItsTones() throws Exception {
        onLoop(() -> {
            TestPhone a = phone(AudioCodec.PCMU, 0, 440);
            TestPhone b = phone(AudioCodec.PCMU, 0, 700);
            run(600);
            legs.get(a).setApart(true);
            legs.get(a).play(new TonePlan(List.of(new TonePlan.Segment(1000, 0, 2_000, -18))));
            int sent = a.heard().length;
            run(600);
            assertThat(b.hears(440, 300)).isLessThan(-70);
            assertThat(a.hears(700, 300)).isLessThan(-50);
            assertThat(a.hears(1000, 300)).isGreaterThan(-21);
            assertThat(a.heard().length).isGreaterThan(sent); // packets go on: address translators stay open
            legs.get(a).setApart(false);
            run(600);
            assertThat(b.hears(440, 300)).isBetween(SAID - 1, SAID + 1);
            assertThat(a.hears(700, 300)).isBetween(SAID - 1, SAID + 1);
        });
    }

    @Test
    void joiningMutingAndLeavingMakeNoClicks() throws Exception {
        onLoop(() -> {
            TestPhone listener = phone(AudioCodec.PCMU, 0, 0);
            run(200);
            TestPhone a = phone(AudioCodec.PCMU, 0, 300);
            run(410);
            legs.get(a).setMuted(true);
            run(200);
            legs.get(a).setMuted(false);
            run(210);
            leave(a);
            run(200);
            assertThat(listener.hears(300, 100)).isLessThan(-70);
            // µ-law's own steps are sharper than the tone's corners
            int allowed = Tones.sharpestOf(300, 8_000, SAID) + 3 * 256;
            assertThat(Tones.sharpest(listener.heard(), 0, listener.heard().length))
                    .isLessThan(allowed);
        });
    }

    @Test
    void manyLoudVoicesNeitherWrapNorCrackle() throws Exception {
        onLoop(() -> {
            TestPhone listener = phone(AudioCodec.OPUS, 96, 0);
            for (int i = 0; i < 8; i++) {
                loud(phone(AudioCodec.PCMU, 0, 300 + 40 * i));
            }
            run(2_000);
            double total = 0;
            for (int i = 0; i < 8; i++) {
                double level = listener.hears(300 + 40 * i, 1_000);
                assertThat(level).isGreaterThan(-28);
                total += Math.pow(10, level / 10);
            }
            double all = -AudioLevel.measure(listener.heard(), listener.heard().length - 48_000, 48_000);
            assertThat(10 * Math.log10(total)).isBetween(all - 1, all + 1); // nothing but the voices: no distortion
        });
    }

    @Test
    void silenceIsSentToAPhoneAloneInTheRoom() throws Exception {
        onLoop(() -> {
            TestPhone a = phone(AudioCodec.PCMU, 0, 440);
            run(1_000);
            assertThat(a.packets).hasSize(50);
            assertThat(a.hears(440, 500)).isLessThan(-70);
        });
    }

    @Test
    void packetsHaveTheNegotiatedLength() throws Exception {
        for (int millis : new int[] {10, 20, 30, 40, 50, 60}) {
            onLoop(() -> {
                TestPhone a = phone(AudioCodec.PCMU, 0, 440);
                TestPhone b = phone(AudioCodec.PCMU, 0, 700);
                legs.get(a)
                        .setFormat(new LegFormat(
                                0,
                                AudioCodec.PCMU,
                                millis,
                                Map.of(0, AudioCodec.PCMU),
                                Map.of(),
                                Optional.empty(),
                                true,
                                true));
                run(1_200);
                assertThat(a.packets).hasSize(1_200 / millis);
                assertThat(a.packets).allMatch(packet -> packet.length() == 8 * millis);
                assertThat(a.hears(700, 500)).isBetween(SAID - 1, SAID + 1);
                for (int i = 1; i < a.packets.size(); i++) {
                    long step =
                            (a.packets.get(i).timestamp() - a.packets.get(i - 1).timestamp()) & 0xFFFF_FFFFL;
                    assertThat(step).isEqualTo(8L * millis);
                }
            });
        }
    }

    @Test
    void theDirectionIsRespected() throws Exception {
        onLoop(() -> {
            TestPhone a = phone(AudioCodec.PCMU, 0, 440);
            TestPhone b = phone(AudioCodec.PCMU, 0, 700);
            legs.get(a).setFormat(direction(false, true)); // recvonly: the phone wants to hear nothing
            run(600);
            assertThat(a.packets).isEmpty();
            assertThat(b.hears(440, 300)).isBetween(SAID - 1, SAID + 1);

            legs.get(a).setFormat(direction(true, false)); // sendonly: the phone is not heard
            run(600);
            assertThat(a.packets).hasSize(30);
            assertThat(a.packets.get(0).marker()).isTrue();
            assertThat(b.hears(440, 300)).isLessThan(-70);

            legs.get(a).setFormat(direction(false, false));
            run(600);
            assertThat(a.packets).hasSize(30);
            assertThat(b.hears(440, 300)).isLessThan(-70);

            legs.get(a).setFormat(direction(true, true));
            run(600);
            assertThat(a.packets).hasSize(60);
            long silence = (a.packets.get(30).timestamp() - a.packets.get(29).timestamp()) & 0xFFFF_FFFFL;
            assertThat(silence).isEqualTo(31 * 160);
            assertThat(b.hears(440, 300)).isBetween(SAID - 1, SAID + 1);
        });
    }

    @Test
    void theCodecChangesInMidCall() throws Exception {
        onLoop(() -> {
            TestPhone a = phone(AudioCodec.PCMU, 0, 440);
            TestPhone b = phone(AudioCodec.PCMU, 0, 700);
            run(500);
            AudioLeg leg = legs.remove(a);
            TestPhone wide = new TestPhone(AudioCodec.G722, 9, codecs);
            wide.sequenceNumber = a.sequenceNumber;
            wide.timestamp = a.timestamp;
            legs.put(wide, leg);
            speaks.put(wide, 440.0);
            redirected.put(a, wide);
            leg.setFormat(new LegFormat(
                    9,
                    AudioCodec.G722,
                    20,
                    Map.of(0, AudioCodec.PCMU, 9, AudioCodec.G722),
                    Map.of(),
                    Optional.empty(),
                    true,
                    true));
            run(800);
            assertThat(b.hears(440, 300)).isBetween(SAID - 1, SAID + 1);
            assertThat(wide.hears(700, 300)).isBetween(SAID - 1, SAID + 1);
            wide.close();
        });
    }

    /** RFC 4733 §2.5.1.1, §2.5.1.4: one timestamp and one marker a key, its end three times, audio going on after it in time. */
    @Test
    void keysArePressedAsTelephoneEvents() throws Exception {
        onLoop(() -> {
            TestPhone a = phone(AudioCodec.PCMU, 0, 440);
            legs.get(a)
                    .setFormat(new LegFormat(
                            0,
                            AudioCodec.PCMU,
                            20,
                            Map.of(0, AudioCodec.PCMU),
                            Map.of(101, 8_000),
                            Optional.of(new LegFormat.Events(101, 8_000)),
                            true,
                            true));
            run(200);
            int before = a.packets.size();
            legs.get(a).press(new DtmfKeys("5#"), false);
            run(1_000);
            List<TestPhone.Heard> events = a.packets.stream()
                    .filter(packet -> packet.payloadType() == 101)
                    .toList();
            assertThat(events).hasSize(2 * 8);
            assertThat(events.stream().map(TestPhone.Heard::timestamp).distinct())
                    .hasSize(2);
            assertThat(events.stream().filter(TestPhone.Heard::marker)).hasSize(2);
            List<TestPhone.Heard> all = a.packets.subList(before - 1, a.packets.size());
            for (int i = 1; i < all.size(); i++) {
                assertThat(all.get(i).sequenceNumber())
                        .isEqualTo((all.get(i - 1).sequenceNumber() + 1) & 0xFFFF);
            }
            long ticks = a.packets.size() - 1;
            long span = a.packets.get(a.packets.size() - 1).timestamp()
                    - a.packets.get(0).timestamp();
            assertThat(span & 0xFFFF_FFFFL).isEqualTo(ticks * 160);
        });
    }

    @Test
    void keysAreTonesWhereTheFarEndTakesNoEvents() throws Exception {
        onLoop(() -> {
            TestPhone a = phone(AudioCodec.PCMU, 0, 440);
            TestPhone b = phone(AudioCodec.PCMU, 0, 700);
            run(400);
            legs.get(a).press(new DtmfKeys("5"), false);
            run(100);
            assertThat(a.hears(770, 60)).isBetween(-15.0, -11.0);
            assertThat(a.hears(1_336, 60)).isBetween(-15.0, -11.0);
            assertThat(a.hears(700, 60)).isLessThan(-30); // nothing beside the key
            assertThat(b.hears(1_336, 60)).isLessThan(-60);
            run(500);
            assertThat(a.hears(700, 300)).isBetween(SAID - 1, SAID + 1);
        });
    }

    @Test
    void aToneIsForThatPhoneAloneAndOnTopOfTheOthers() throws Exception {
        onLoop(() -> {
            TestPhone a = phone(AudioCodec.PCMU, 0, 0);
            TestPhone b = phone(AudioCodec.PCMU, 0, 700);
            run(400);
            legs.get(a).play(new TonePlan(List.of(new TonePlan.Segment(1_100, 0, 200, -15))));
            run(200);
            assertThat(a.hears(1_100, 180)).isBetween(-16.0, -14.0);
            assertThat(a.hears(700, 180)).isBetween(SAID - 1, SAID + 1);
            assertThat(b.hears(1_100, 180)).isLessThan(-60);
            run(200);
            assertThat(a.hears(1_100, 150)).isLessThan(-60);
        });
    }

    @Test
    void closingTheBridgeClosesAllAndTwiceIsAllowed() throws Exception {
        onLoop(() -> {
            TestPhone a = phone(AudioCodec.OPUS, 96, 440);
            legs.get(a).setConsumed(true);
            browser(900);
            run(200);
            bridge.close();
            bridge.close();
            assertThat(bridge.legs()).isZero();
            assertThat(bridge.remotes()).isZero();
            legs.get(a).close();
            legs.get(a).onRtp(a.say(440, SAID, 20), now);
            legs.get(a).setConsumed(true);
        });
    }

    // ---- the room of a test ----

    private final Map<TestPhone, TestPhone> roomSides = new LinkedHashMap<>();
    private final Map<TestPhone, TestPhone> redirected = new LinkedHashMap<>();
    private final Map<TestPhone, Double> levels = new LinkedHashMap<>();
    private final List<Integer> announcedLevels = new ArrayList<>();

    private interface Script {
        void run() throws Exception;
    }

    private void onLoop(Script script) throws Exception {
        try {
            loop.call(() -> {
                        bridge = new AudioBridge(loop, codecs);
                        try {
                            script.run();
                        } finally {
                            bridge.close();
                            speaks.keySet().forEach(TestPhone::close);
                            roomSides.values().forEach(TestPhone::close);
                            browsers.forEach(TestPhone::close);
                            legs.clear();
                            speaks.clear();
                            roomSides.clear();
                            browsers.clear();
                            remotes.clear();
                        }
                        return null;
                    })
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    private TestPhone phone(AudioCodec codec, int payloadType, double hertz) {
        TestPhone phone = new TestPhone(codec, payloadType, codecs);
        TestPhone room = new TestPhone(AudioCodec.OPUS, RoomStream.PAYLOAD_TYPE, codecs);
        AudioLegConfig config = new AudioLegConfig(
                codec + " " + hertz,
                LegFormat.of(codec, payloadType),
                0x2000 + legs.size(),
                RoomStream.withSsrc(0x3000 + legs.size()),
                DtmfListener.NONE);
        legs.put(
                phone,
                bridge.addLeg(
                        config,
                        packet -> redirected.getOrDefault(phone, phone).onRtp(packet),
                        packet -> toRoom(room, packet)));
        roomSides.put(phone, room);
        speaks.put(phone, hertz);
        return phone;
    }

    private void toRoom(TestPhone room, RtpPacket packet) {
        int level = AudioLevel.read(packet, RoomStream.AUDIO_LEVEL_EXTENSION_ID);
        assertThat(level).isGreaterThanOrEqualTo(0);
        announcedLevels.add(AudioLevel.minusDbov(level));
        room.onRtp(packet);
    }

    private void loud(TestPhone phone) {
        levels.put(phone, -9.0);
    }

    private TestPhone browser(double hertz) {
        TestPhone browser = new TestPhone(AudioCodec.OPUS, 111, codecs);
        browser.ssrc = 0x9000 + browsers.size();
        browsers.add(browser);
        remotes.put(browser, bridge.addRemote(new RemoteAudioConfig("browser", 111, 0)));
        levels.put(browser, SAID);
        browserTones.put(browser, hertz);
        return browser;
    }

    private final Map<TestPhone, Double> browserTones = new LinkedHashMap<>();

    private void leave(TestPhone phone) {
        legs.remove(phone).close();
    }

    private static LegFormat direction(boolean sending, boolean receiving) {
        return new LegFormat(
                0, AudioCodec.PCMU, 20, Map.of(0, AudioCodec.PCMU), Map.of(), Optional.empty(), sending, receiving);
    }

    /** Everybody says 20 ms, 5 ms later the bridge ticks; and so on. */
    private void run(int millis) {
        for (int t = 0; t < millis; t += TICK) {
            legs.forEach((phone, leg) ->
                    leg.onRtp(phone.say(speaks.get(phone), levels.getOrDefault(phone, SAID), TICK), now));
            remotes.forEach((phone, remote) -> remote.onRtp(phone.say(browserTones.get(phone), SAID, TICK), now));
            bridge.onTick(now + 5_000_000);
            now += MediaLoop.TICK_NANOS;
        }
    }

    private static void assertHears(TestPhone phone, List<Integer> others, int self) {
        double tolerance = phone.codec == AudioCodec.OPUS ? OPUS_TOLERANCE : 1;
        for (int hertz : others) {
            assertThat(phone.hears(hertz, 500))
                    .as("%s hears %d Hz", phone.codec, hertz)
                    .isBetween(SAID - tolerance, SAID + tolerance);
        }
        assertThat(phone.hears(self, 500)).as("%s hears itself", phone.codec).isLessThan(SAID - 30);
    }
}
