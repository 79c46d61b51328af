package io.patchbay.testbeds.load;

import io.patchbay.testbeds.phone.PhoneCodec;
import java.util.HashMap;
import java.util.Map;

/** Voices made once, and shared by the phones whose marks are the same. */
final class VoiceBank {
    private final Map<String, Voice> voices = new HashMap<>();
    private final boolean alwaysSpeaking;

    VoiceBank(boolean alwaysSpeaking) {
        this.alwaysSpeaking = alwaysSpeaking;
    }

    Voice voice(int number, PhoneCodec codec) {
        int mark = number % Voice.MARKS;
        return voices.computeIfAbsent(codec + " " + mark, key -> Voice.of(mark, codec, alwaysSpeaking));
    }
}
