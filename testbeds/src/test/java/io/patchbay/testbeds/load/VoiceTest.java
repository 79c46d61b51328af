package io.patchbay.testbeds.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.testbeds.phone.PhoneCodec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VoiceTest {

    @ParameterizedTest
    @EnumSource(
            value = PhoneCodec.class,
            names = {"PCMU", "OPUS"})
    void isToldByItsMarkAlone(PhoneCodec codec) {
        Voice voice = Voice.of(5, codec, false);
        Ear ear = new Ear(codec);
        for (int i = 0; i < voice.length(); i++) {
            ear.packet(voice.packet(i));
        }
        assertEquals(Voice.CYCLE_PACKETS, voice.length());
        assertTrue(ear.hears(voice.mark()));
        for (int other = 0; other < Voice.MARKS; other++) {
            assertEquals(other == 5, ear.hears(Voice.mark(other)), "mark " + other);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PhoneCodec.class,
            names = {"PCMU", "OPUS"})
    void isNotHeardInItsPauses(PhoneCodec codec) {
        Voice voice = Voice.of(5, codec, false);
        Ear ear = new Ear(codec);
        for (int i = Voice.SPEECH_PACKETS + 5; i < voice.length(); i++) {
            ear.packet(voice.packet(i));
        }
        assertFalse(ear.hears(voice.mark()));
    }
}
